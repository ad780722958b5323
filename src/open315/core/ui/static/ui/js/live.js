// Parts of a page that follow the server.
//   <div data-live="{{ live_url }}" data-live-fragment="/console/imports/7/progress/">…</div>
// listens to the event stream and, at each state, loads the fragment into the element. Without data-live-fragment the state is JSON:
// each [data-live-text="name"] inside shows the value of that name, each [data-live-value="name"] (progress, meter) takes it.
// When the stream is down, the page asks every few seconds: for the fragment, or for data-live-snapshot. An element that has nothing
// to wait for any more says so by holding [data-live-done].

const ASK_EVERY = 5000;

function follow(element) {
  if (element.dataset.liveFollowed) return;
  element.dataset.liveFollowed = "yes";
  const source = new EventSource(element.dataset.live);
  let timer = 0;
  const end = () => {
    source.close();
    clearInterval(timer);
  };
  const show = async (state) => {
    if (!element.isConnected) return end();
    if (element.dataset.liveFragment) await reload(element);
    else if (state) fill(element, JSON.parse(state));
    if (element.querySelector("[data-live-done]")) end();
  };
  source.onopen = () => {
    clearInterval(timer);
    timer = 0;
  };
  source.onmessage = (event) => show(event.data);
  source.onerror = () => {
    timer ||= setInterval(async () => show(await snapshot(element)), ASK_EVERY);
  };
}

const reload = (element) => window.htmx.ajax("GET", element.dataset.liveFragment, { target: element, swap: "innerHTML" });

async function snapshot(element) {
  if (!element.dataset.liveSnapshot) return "";
  const answer = await fetch(element.dataset.liveSnapshot);
  return answer.ok ? answer.text() : "";
}

function fill(element, values) {
  for (const part of element.querySelectorAll("[data-live-text]")) {
    const value = values[part.dataset.liveText];
    if (value !== undefined) part.textContent = value;
  }
  for (const part of element.querySelectorAll("[data-live-value]")) {
    const value = values[part.dataset.liveValue];
    if (value !== undefined) part.value = value;
  }
}

for (const element of document.querySelectorAll("[data-live]")) follow(element);
