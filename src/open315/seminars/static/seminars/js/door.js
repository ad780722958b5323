// The desk at the door, where scripts run; a module, so that its names are its own. Without scripts the form works as it stands.
//   form[data-door="17"]  sends typed codes without leaving the page; while the network is gone they wait in this browser, each with
// the moment it was seen, and are sent when it is back. An arrival counts once, however often it is sent.
// [data-door-camera] reads the picture of a badge, where the browser itself can (BarcodeDetector).

const SEND_EVERY = 5000;
const form = document.querySelector("form[data-door]");

function waiting() {
  return JSON.parse(localStorage.getItem(key()) || "[]");
}

const key = () => `open315.door.${form.dataset.door}`;
const part = (name) => form.querySelector(`[data-door-${name}]`);

function keep(list) {
  localStorage.setItem(key(), JSON.stringify(list));
  part("waiting").hidden = list.length === 0;
  part("count").textContent = String(list.length);
}

async function send(arrival) {
  const body = new FormData(form);
  body.set("code", arrival.code);
  if (arrival.seen) body.set("seen_at", arrival.seen);
  return fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
}

// Whether the server understood it: a page instead of an answer says that the session has ended, or that something stands between.
const isHeard = (answer) => answer.status < 500 && (answer.headers.get("Content-Type") || "").startsWith("application/json");

async function tell(answer) {
  part("said").textContent = (await answer.json()).words;
  if (window.htmx) window.htmx.trigger("#arrivals", "arrived");
}

async function arrive(code) {
  const seen = new Date().toISOString();
  try {
    const answer = await send({ code });
    if (!isHeard(answer)) throw new Error("not heard");
    await tell(answer);
  } catch {
    keep([...waiting(), { code, seen }]);
    part("said").textContent = code;
  }
}

async function sendWaiting() {
  const [first, ...others] = waiting();
  if (!first) return;
  let answer;
  try {
    answer = await send(first);
  } catch {
    return;
  }
  if (!isHeard(answer)) return;
  keep(others);
  await tell(answer);
  await sendWaiting();
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
    arrive(new URL(found.rawValue, window.location.href).searchParams.get("code") || found.rawValue);
  };
  look();
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
  keep(waiting());
  sendWaiting();
  setInterval(sendWaiting, SEND_EVERY);
  window.addEventListener("online", sendWaiting);
  if ("BarcodeDetector" in window && navigator.mediaDevices) {
    part("camera").hidden = false;
    part("camera").addEventListener("click", read);
  }
}
