// The desk at the door, where scripts run; a module, so that its names are its own. Without scripts the form works as it stands.
//   form[data-door="17"]  sends typed codes without leaving the page; while the network is gone they wait in this browser, each with
// the moment it was seen, and are sent when it is back, also after the page was closed. An arrival counts once, however often it is sent.
// [data-door-shell] is the page as it is kept for then (core/ui/offline). What is refused is shown with the reason until somebody has noted it. [data-door-codes] are the codes that were there when the page was drawn.
// [data-door-camera] reads the picture of a badge, where the browser itself can (BarcodeDetector).

const SEND_EVERY = 5000;
const form = document.querySelector("form[data-door]");
const key = () => `open315.door.${form.dataset.door}`;
const refusedKey = () => `open315.refused.door.${form.dataset.door}`;
const part = (name) => form.querySelector(`[data-door-${name}]`);

function kept(name) {
  try {
    return JSON.parse(localStorage.getItem(name)) ?? [];
  } catch {
    return [];
  }
}

// As cases.query_codes.normal reads a code.
const normal = (code) =>
  code
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, "")
    .replace(/O/g, "0")
    .replace(/[IL]/g, "1")
    .replace(/U/g, "V");

function show() {
  const waiting = kept(key());
  part("waiting").hidden = waiting.length === 0;
  part("count").textContent = String(waiting.length);
  const refused = kept(refusedKey());
  part("refused").hidden = refused.length === 0;
  part("reasons").replaceChildren(
    ...refused.map(({ code, seen, words }) => {
      const item = document.createElement("li");
      const at = new Date(seen).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
      item.textContent = `${at} ${code}: ${words}`;
      return item;
    }),
  );
}

function keep(name, list) {
  if ("leaving" in document.documentElement.dataset) return;
  localStorage.setItem(name, JSON.stringify(list));
  show();
}

async function send(arrival) {
  const body = new FormData(form);
  body.set("code", arrival.code);
  if (arrival.late) body.set("seen_at", arrival.seen);
  const present = document.cookie.match(/(?:^|; )csrftoken=(\w+)/)?.[1];
  if (present) body.set("csrfmiddlewaretoken", present);
  return fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
}

// Whether the server understood it: a page instead of an answer says that the session has ended, or that something stands between.
const isHeard = (answer) => answer.status < 500 && (answer.headers.get("Content-Type") || "").startsWith("application/json");

function say(words) {
  part("said").textContent = words;
}

async function tell(answer) {
  const { words } = await answer.json();
  say(words);
  if (window.htmx) window.htmx.trigger("#arrivals", "arrived");
  return words;
}

function later(arrival) {
  keep(key(), [...kept(key()), { ...arrival, late: true }]);
  const isKnown = form.dataset.doorCodes.split(" ").includes(normal(arrival.code));
  say(`${arrival.code}: ${isKnown ? form.dataset.doorKept : form.dataset.doorUnknown}`);
}

async function arrive(code) {
  const arrival = { code, seen: new Date().toISOString() };
  try {
    const answer = await send(arrival);
    if (!isHeard(answer)) throw new Error("not heard");
    await tell(answer);
  } catch {
    later(arrival);
    sendWaiting();
  }
}

const same = (one, other) => one.code === other.code && one.seen === other.seen;
let sending = false;

async function sendWaiting() {
  if (sending) return;
  sending = true;
  try {
    while (await sendFirst());
  } catch {
    // No network: it is tried again by and by.
  }
  sending = false;
}

// Whether the first of those who wait was heard, and the next can go. What came to the list meanwhile stays on it.
async function sendFirst() {
  const [first] = kept(key());
  if (!first) return false;
  const answer = await send(first);
  part("signed-out").hidden = ![401, 403].includes(answer.status);
  if (answer.status === 404) say(form.dataset.doorGone);
  if (!isHeard(answer)) return false;
  const words = await tell(answer);
  if (!answer.ok) keep(refusedKey(), [...kept(refusedKey()), { ...first, words }]);
  keep(
    key(),
    kept(key()).filter((each) => !same(each, first)),
  );
  return true;
}

async function read() {
  const video = part("video");
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  const detector = new window.BarcodeDetector({ formats: ["qr_code"] });
  video.srcObject = stream;
  video.hidden = false;
  await video.play();
  const end = () => {
    for (const track of stream.getTracks()) track.stop();
    video.hidden = true;
  };
  const look = async () => {
    const [found] = await detector.detect(video);
    if (!found) {
      if (!video.hidden) requestAnimationFrame(look);
      return;
    }
    end();
    arrive(codeIn(found.rawValue));
  };
  look();
}

// A badge bears the address of its guest; whatever else a picture says is taken as a code.
function codeIn(read) {
  const found = URL.parse ? URL.parse(read)?.searchParams.get("code") : new URLSearchParams(read.split("?")[1]).get("code");
  return (found || read).slice(0, 40);
}

if (form) {
  const field = form.querySelector("[name=code]");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const code = field.value.trim();
    field.value = "";
    field.focus();
    if (code) arrive(code);
  });
  part("discard").addEventListener("click", () => keep(refusedKey(), []));
  // A badge that a telephone's own camera read while there was no network: its address opened what is kept of the page.
  if ("doorShell" in form.dataset) field.value = new URLSearchParams(location.search).get("code")?.slice(0, 40) ?? "";
  show();
  sendWaiting();
  setInterval(sendWaiting, SEND_EVERY);
  window.addEventListener("online", sendWaiting);
  if ("BarcodeDetector" in window && navigator.mediaDevices) {
    part("camera").hidden = false;
    part("camera").addEventListener("click", read);
  }
}
