// Pages that open again without network, and what is left in this browser when somebody signs out (core/ui/offline, ADR 0134).
//   [data-offline="shell"] [data-offline-worker="worker"]  has the worker keep this page; [data-offline-kept] is shown when it is kept
//   form[data-sign-out]  wipes what is kept and what waits here. If something was not sent yet, [data-unsent] is shown first,
//                        with [data-unsent-number]; who presses once more signs out all the same. While it goes, html[data-leaving].

const OWN = "open315.";
const QUEUES = /^open315\.(presses|door\.\d+)$/;

async function keepThisPage(part) {
  const registration = await navigator.serviceWorker.register(part.dataset.offlineWorker, { scope: location.pathname });
  const worker = registration.active ?? registration.waiting ?? registration.installing;
  if (worker.state !== "activated") {
    await new Promise((done) => worker.addEventListener("statechange", () => worker.state === "activated" && done()));
  }
  navigator.serviceWorker.addEventListener("message", (event) => {
    const said = document.querySelector("[data-offline-kept]");
    if (said && event.data.kept === location.pathname) said.hidden = false;
  });
  navigator.serviceWorker.startMessages();
  const drawn = document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]");
  const files = [...drawn].map((each) => each.href ?? each.src).filter((each) => each.startsWith(location.origin));
  worker.postMessage({ shell: new URL(part.dataset.offline, location.href).href, files: [...new Set(files)] });
}

function unsent() {
  return Object.keys(localStorage)
    .filter((key) => QUEUES.test(key))
    .reduce((sum, key) => sum + JSON.parse(localStorage.getItem(key)).length, 0);
}

async function wipe() {
  document.documentElement.dataset.leaving = ""; // An answer that is still on its way is not kept any more.
  for (const key of Object.keys(localStorage)) if (key.startsWith(OWN)) localStorage.removeItem(key);
  if (!("serviceWorker" in navigator)) return;
  for (const each of await navigator.serviceWorker.getRegistrations()) await each.unregister();
  for (const name of await caches.keys()) if (name.startsWith(OWN)) await caches.delete(name);
}

// Before the others hear of it (forms.js takes a form that was sent for sent).
document.addEventListener(
  "submit",
  (event) => {
    const warning = event.target.matches("[data-sign-out]") && event.target.querySelector("[data-unsent]");
    const waiting = warning?.hidden ? unsent() : 0;
    if (!waiting) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    warning.querySelector("[data-unsent-number]").textContent = waiting;
    warning.hidden = false;
  },
  true,
);

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-sign-out]") || event.defaultPrevented) return;
  event.preventDefault();
  const leave = () => form.submit();
  wipe().then(leave, leave);
});

if ("serviceWorker" in navigator) {
  const part = document.querySelector("[data-offline]");
  if (part) keepThisPage(part).catch(() => undefined); // Without it the page works as before, while it is open.
}
