// The buttons of a stall (templates/stalls/count.html). Without this file each button sends the form. With it
//   - a press counts on the page at once and is kept in this browser until the server has it,
//   - each press has a token of its own, so sending it twice, from two windows or after a lost answer, counts once,
//   - a second tap within a moment is the same press, as it is without scripts,
//   - while the network is gone presses wait; they say when they were made, and are sent when it is back.

const root = document.querySelector("[data-tally]");
const address = root.dataset.tally;
const form = root.querySelector("[data-tally-form]");
const undoForm = root.querySelector("[data-tally-undo]");
const QUEUE = "open315.presses";
const AT_ONCE = 200;
const ASK_EVERY = 5000;
const BOUNCE = 300; // milliseconds

// What is kept: {url, token, counter, number, at, tried} for a press, {url, undo: token, counter, number} for one to be taken back.
const read = () => {
  try {
    return JSON.parse(localStorage.getItem(QUEUE)) ?? [];
  } catch {
    return [];
  }
};
const write = (queue) => localStorage.setItem(QUEUE, JSON.stringify(queue));
const mine = (queue) => queue.filter((each) => each.url === address);
const counterOf = (code) => root.querySelector(`[data-tally-counter="${code}"]`);
const token = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");

const totals = {};
for (const each of root.querySelectorAll("[data-tally-counter]")) {
  totals[each.dataset.tallyCounter] = Number(each.querySelector("[data-tally-total]").textContent);
}
// The presses of this page that can be taken back, the last one last.
const done = root.dataset.last
  ? [
      {
        token: root.dataset.last,
        counter: root.dataset.lastCounter,
        number: Number(root.dataset.lastNumber),
        words: root.querySelector("[data-tally-last]").textContent,
      },
    ]
  : [];
let refused = "";
let sending = false;
let signedOut = false;
let lastTap = { button: null, at: 0 };

function show() {
  const queue = mine(read());
  for (const [code, total] of Object.entries(totals)) {
    const more = queue.filter((each) => each.counter === code).reduce((sum, each) => sum + (each.undo ? -1 : 1) * each.number, 0);
    counterOf(code).querySelector("[data-tally-total]").textContent = total + more;
  }
  root.querySelector("[data-tally-waiting]").hidden = !queue.length || sending || signedOut || Boolean(refused);
  root.querySelector("[data-tally-number]").textContent = queue.length;
  root.querySelector("[data-tally-signed-out]").hidden = !signedOut;
  root.querySelector("[data-tally-refused]").hidden = !refused;
  root.querySelector("[data-tally-reason]").textContent = refused;
  undoForm.hidden = !done.length;
  root.querySelector("[data-tally-last]").textContent = done.at(-1)?.words ?? "";
}

form.addEventListener("click", (event) => {
  const button = event.target.closest("[data-tally-press]");
  if (!button) return;
  event.preventDefault();
  const isBounce = lastTap.button === button && event.timeStamp - lastTap.at < BOUNCE;
  lastTap = { button, at: event.timeStamp };
  if (isBounce) return;
  const part = button.closest("[data-tally-counter]");
  const press = {
    url: address,
    token: token(),
    counter: part.dataset.tallyCounter,
    number: Number(button.dataset.tallyPress),
    at: new Date().toISOString(),
  };
  write([...read(), press]);
  done.push({ ...press, words: `${part.querySelector(".tally__label").textContent} +${press.number}` });
  navigator.vibrate?.(30);
  show();
  send();
});

undoForm.addEventListener("submit", (event) => {
  event.preventDefault();
  event.stopImmediatePropagation();
  const last = done.pop();
  if (!last) return;
  const queue = read();
  const kept = queue.find((each) => each.token === last.token);
  // One that was never on its way is simply forgotten; any other is taken back where it may have arrived.
  if (kept && !kept.tried) write(queue.filter((each) => each !== kept));
  else write([...queue, { url: address, undo: last.token, counter: last.counter, number: last.number }]);
  show();
  send();
});

async function send() {
  const batch = mine(read()).slice(0, AT_ONCE);
  if (sending || !batch.length || refused) return;
  sending = true;
  const sent = new Set(batch.map((each) => each.token ?? each.undo));
  write(read().map((each) => (each.url === address && sent.has(each.token) ? { ...each, tried: true } : each)));
  const body = new FormData();
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  body.set("presses", JSON.stringify(batch.filter((each) => each.token)));
  body.set("undone", JSON.stringify(batch.filter((each) => each.undo).map((each) => each.undo)));
  let goOn = false;
  try {
    const present = document.cookie.match(/(?:^|; )csrftoken=(\w+)/)?.[1];
    if (present) body.set("csrfmiddlewaretoken", present);
    const answer = await fetch(address, { method: "POST", body, headers: { Accept: "application/json" } });
    const isOurs = answer.headers.get("content-type")?.startsWith("application/json");
    if (isOurs && answer.ok) {
      const { totals: now } = await answer.json();
      write(read().filter((each) => each.url !== address || !batch.some((one) => same(one, each))));
      for (const code of Object.keys(totals)) totals[code] = now[code] ?? 0;
      goOn = true;
    } else if (isOurs) {
      refused = (await answer.json()).refused;
    }
    signedOut = !isOurs && answer.status < 500;
  } catch {
    // No network: it is tried again by and by.
  }
  sending = false;
  show();
  if (goOn) send();
}

const same = (one, other) => one.token === other.token && one.undo === other.undo;

root.querySelector("[data-tally-discard]").addEventListener("click", () => {
  write(read().filter((each) => each.url !== address));
  refused = "";
  show();
});

window.addEventListener("online", send);
document.addEventListener("visibilitychange", () => document.hidden || send());
setInterval(send, ASK_EVERY);
show();
send();
