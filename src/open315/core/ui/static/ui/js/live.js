// Parts of a page that follow the server.
//   <div data-live="/live/import-7/" data-live-fragment="/console/imports/7/progress/">
// listens to server-sent events and, at each message, loads the fragment in its place (htmx). Without data-live-fragment the message
// is JSON and each [data-live-text="name"] inside gets the value of that name; a <progress data-live-value="name"> its value.
// When the stream is down the page asks every 15 seconds instead. data-live-until="state:done": stop when that value came.

const POLL_EVERY = 15000;

function follow(element) {
  let timer = 0;
  const source = new EventSource(element.dataset.live);
  const stop = () => {
    source.close();
    clearInterval(timer);
  };
  const update = (text) => {
    if (!element.isConnected) return stop();
    if (element.dataset.liveFragment) return refresh(element);
    if (fill(element, JSON.parse(text))) stop();
  };
  source.onopen = () => {
    clearInterval(timer);
    timer = 0;
  };
  source.onmessage = (event) => update(event.data);
  source.onerror = () => {
    timer ||= setInterval(() => refresh(element, stop), POLL_EVERY);
  };
}

function refresh(element, stop) {
  if (!element.isConnected) return stop?.();
  const address = element.dataset.liveFragment;
  if (address) window.htmx?.ajax("GET", address, { target: element, swap: element.dataset.liveSwap || "innerHTML" });
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
  const [name, last] = (element.dataset.liveUntil || ":").split(":");
  return Boolean(name) && String(values[name]) === last;
}

for (const element of document.querySelectorAll("[data-live]")) follow(element);
document.addEventListener("htmx:load", (event) => {
  for (const element of event.detail.elt.querySelectorAll?.("[data-live]") ?? []) follow(element);
});
