// Who else is here. An element [data-presence="/address/"] is filled with what that address answers when it is told, every twenty
// seconds while the page is in sight, that one is here: step= names the form one types into (data-presence-step, while letters were
// typed within the last minute). On leaving, gone=1 is said. What fails is tried again; who has no session any more tells no more.

const EVERY = 20_000;
const STILL_TYPING = 60_000;

let typedAt = -STILL_TYPING;
let shown = "";
let told = "";
let timer = 0;

const element = () => document.querySelector("[data-presence]");
const proof = () => document.cookie.match(/(?:^|; )csrftoken=(\w+)/)?.[1] ?? "";
const isTyping = () => performance.now() - typedAt < STILL_TYPING;

async function tell() {
  clearTimeout(timer);
  const here = element();
  if (here?.dataset.presence !== told) leave();
  if (!here || document.hidden) return;
  told = here.dataset.presence;
  timer = setTimeout(tell, EVERY);
  try {
    const body = new URLSearchParams({ step: isTyping() ? here.dataset.presenceStep : "", csrfmiddlewaretoken: proof() });
    const answer = await fetch(told, { method: "POST", body, headers: { "HX-Request": "true" } });
    if (answer.status === 401) clearTimeout(timer);
    if (!answer.ok || element() !== here) return;
    const words = (await answer.text()).trim();
    if (words === shown && here.childElementCount) return;
    shown = words;
    here.innerHTML = words;
  } catch {
    // No network: the next time tells it.
  }
}

function leave() {
  if (told) navigator.sendBeacon(told, new URLSearchParams({ gone: "1", csrfmiddlewaretoken: proof() }));
  told = "";
}

document.addEventListener("input", (event) => {
  if (!event.target.form?.matches("[data-submit-key]")) return;
  const isNew = !isTyping();
  typedAt = performance.now();
  if (isNew) tell();
});
document.addEventListener("htmx:afterSwap", () => {
  if (element()?.dataset.presence !== told) tell();
});
document.addEventListener("visibilitychange", tell);
window.addEventListener("pagehide", leave);
tell();
