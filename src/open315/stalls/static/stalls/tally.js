// The buttons of a stall (templates/stalls/count.html). Without this file each button sends the form. With it
//   - a press counts on the page at once and is kept in this browser until the server has it,
//   - each press has a token of its own, so sending it twice, from two windows or after a lost answer, counts once,
//   - a second tap within a moment is the same press, as it is without scripts,
//   - while the network is gone presses wait; they say when they were made, and are sent when it is back, also after the page was closed,
//   - a press that is refused is shown with the reason until somebody has noted it, and holds up no other.
// [data-tally-shell] is the page as it is kept for when the network is gone (core/ui/offline): it counts from what was heard last.

const root = document.querySelector("[data-tally]");
const address = root.dataset.tally;
const form = root.querySelector("[data-tally-form]");
const undoForm = root.querySelector("[data-tally-undo]");
const QUEUE = "open315.presses";
const REFUSED = `open315.refused.${address}`;
const HEARD = `open315.totals.${address}`;
const AT_ONCE = 200;
const ASK_EVERY = 5000;
const BOUNCE = 300; // milliseconds

const kept = (key, otherwise) => {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? otherwise;
  } catch {
    return otherwise;
  }
};
const isLeaving = () => "leaving" in document.documentElement.dataset;
const keep = (key, value) => isLeaving() || localStorage.setItem(key, JSON.stringify(value));

// What is kept: {url, token, counter, number, at, tried} for a press, {url, undo: token, counter, number} for one to be taken back.
const read = () => kept(QUEUE, []);
const write = (queue) => keep(QUEUE, queue);
const mine = (queue) => queue.filter((each) => each.url === address);
const counterOf = (code) => root.querySelector(`[data-tally-counter="${code}"]`);
const token = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");

const pressed = (press) => `${counterOf(press.counter).querySelector(".tally__label").textContent} +${press.number}`;

const isShell = root.hasAttribute("data-tally-shell");
const totals = {};
for (const each of root.querySelectorAll("[data-tally-counter]")) {
  totals[each.dataset.tallyCounter] = Number(each.querySelector("[data-tally-total]").textContent);
}
if (isShell) Object.assign(totals, kept(HEARD, {}));
else keep(HEARD, totals);

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
const takenBack = new Set(mine(read()).map((each) => each.undo));
for (const each of mine(read())) if (each.token && !takenBack.has(each.token)) done.push({ ...each, words: pressed(each) });
let unread = "";
let isGone = false;
let sending = false;
let signedOut = false;
let lastTap = { button: null, at: 0 };

function show() {
  const queue = mine(read());
  for (const [code, total] of Object.entries(totals)) {
    const more = queue.filter((each) => each.counter === code).reduce((sum, each) => sum + (each.undo ? -1 : 1) * each.number, 0);
    counterOf(code).querySelector("[data-tally-total]").textContent = total + more;
  }
  root.querySelector("[data-tally-waiting]").hidden = !queue.length || sending || signedOut || isGone;
  root.querySelector("[data-tally-number]").textContent = queue.length;
  root.querySelector("[data-tally-signed-out]").hidden = !signedOut;
  root.querySelector("[data-tally-gone]").hidden = !isGone;
  const refused = [...kept(REFUSED, []), ...(unread ? [{ words: unread }] : [])];
  root.querySelector("[data-tally-refused]").hidden = !refused.length;
  root.querySelector("[data-tally-reasons]").replaceChildren(...refused.map(line));
  undoForm.hidden = !done.length;
  root.querySelector("[data-tally-last]").textContent = done.at(-1)?.words ?? "";
}

function line(each) {
  const item = document.createElement("li");
  const at = each.at ? new Date(each.at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" }) : "";
  item.textContent = [at, each.what, each.words].filter(Boolean).join(" ");
  return item;
}

// What the server said of what was sent: totals, and what it refused, which is shown until somebody has noted it.
function hear(answer, batch) {
  write(read().filter((each) => each.url !== address || !batch.some((one) => same(one, each))));
  const refused = answer.refused.flatMap(({ token, words }) =>
    batch.filter((each) => token && each.token === token).map((each) => ({ at: each.at, what: pressed(each), words })),
  );
  if (refused.length) keep(REFUSED, [...kept(REFUSED, []), ...refused]);
  for (const code of Object.keys(totals)) totals[code] = answer.totals[code] ?? 0;
  keep(HEARD, totals);
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
  done.push({ ...press, words: pressed(press) });
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
  if (sending || !batch.length || unread || isGone) return;
  sending = true;
  const sent = new Set(batch.map((each) => each.token ?? each.undo));
  write(read().map((each) => (each.url === address && sent.has(each.token) ? { ...each, tried: true } : each)));
  const body = new FormData();
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken?.value ?? "");
  body.set("presses", JSON.stringify(batch.filter((each) => each.token)));
  body.set("undone", JSON.stringify(batch.filter((each) => each.undo).map((each) => each.undo)));
  let goOn = false;
  try {
    const present = document.cookie.match(/(?:^|; )csrftoken=(\w+)/)?.[1];
    if (present) body.set("csrfmiddlewaretoken", present);
    const answer = await fetch(address, { method: "POST", body, headers: { Accept: "application/json" } });
    const isOurs = answer.headers.get("content-type")?.startsWith("application/json");
    if (isOurs && answer.ok) {
      hear(await answer.json(), batch);
      goOn = true;
    } else if (isOurs) {
      unread = (await answer.json()).unread;
    } else if (answer.status === 404) {
      isGone = true;
    }
    signedOut = !isOurs && [401, 403].includes(answer.status);
  } catch {
    // No network: it is tried again by and by.
  }
  sending = false;
  show();
  if (goOn) send();
}

const same = (one, other) => one.token === other.token && one.undo === other.undo;

root.querySelector("[data-tally-discard]").addEventListener("click", () => {
  // What could not be read at all is thrown away with its reason; what was refused one by one has left the queue before.
  if (unread) write(read().filter((each) => each.url !== address));
  unread = "";
  localStorage.removeItem(REFUSED);
  show();
});

window.addEventListener("online", send);
document.addEventListener("visibilitychange", () => document.hidden || send());
setInterval(send, ASK_EVERY);
show();
send();
