// The console by keyboard. Letters act only while nobody is typing.
//   data-key="a"       on a link or button: that key activates it; on a field: focuses it. The label is read from data-key-label,
//                      aria-label or the text, and "?" lists all keys of the page.
//   /                  the search box ([data-search])
//   j k                down and up in a list ([data-list] holding rows with a link each); Enter opens, as ever
//   x                  ticks the row of a list one is at
//   Ctrl+Enter         submits the form one is in; else the form that is the page's own (form[data-submit-key])
//   Escape             leaves a field, closes an open menu; else the link with data-key="Escape"

const typing = (element) => element.matches?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
const visible = (element) => element.checkVisibility?.() ?? element.offsetParent !== null;
const keyed = () => Array.from(document.querySelectorAll("[data-key]")).filter(visible);

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.altKey || event.defaultPrevented) return;
  if (event.key === "Escape") return leave(event.target) || act("Escape");
  if ((event.ctrlKey || event.metaKey) && event.key === "Enter") return formOf(event.target)?.requestSubmit();
  if (event.ctrlKey || event.metaKey || typing(event.target)) return;
  if (act(event.key)) event.preventDefault();
});

const formOf = (element) => element.form ?? document.querySelector("form[data-submit-key]");

function act(key) {
  if (key === "?") return showKeys();
  if (document.querySelector("dialog[open]")) return false;
  if (key === "/") return focusOn(document.querySelector("[data-search]"));
  const target = keyed().find((element) => element.dataset.key === key);
  if (target) return activate(target);
  if (key === "x") return tick();
  if (key === "j" || key === "k") return move(key === "j" ? 1 : -1);
  return false;
}

function activate(element) {
  if (typing(element)) return focusOn(element);
  element.click();
  // A confirmation that opened: go to its first field, so that the hand stays on the keys.
  element.closest("details[open]")?.querySelector("textarea, input:not([type=hidden]), select")?.focus();
  return true;
}

function focusOn(element) {
  if (!element) return false;
  element.focus();
  element.select?.();
  return true;
}

function move(step) {
  const links = Array.from(document.querySelectorAll("[data-list] > *"), (row) => row.querySelector("a")).filter((link) => link && visible(link));
  if (!links.length) return false;
  const at = links.findIndex((link) => link.closest("[data-list] > *").matches("[class*=--current], [aria-current]"));
  const focused = links.indexOf(document.activeElement);
  const next = links[Math.min(Math.max((focused >= 0 ? focused : at) + step, 0), links.length - 1)];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
  return true;
}

function tick() {
  const row = document.activeElement?.closest("[data-list] > *") ?? document.querySelector("[data-list] > :is([class*=--current], [aria-current])");
  const box = row?.querySelector("input[type=checkbox]");
  box?.click();
  return Boolean(box);
}

function leave(element) {
  const menu = document.querySelector("details.menu[open]");
  menu?.removeAttribute("open");
  if (typing(element)) element.blur();
  return Boolean(menu) || typing(element);
}

function wordsOf(element) {
  const copy = element.cloneNode(true);
  for (const hint of copy.querySelectorAll("kbd")) hint.remove();
  return element.dataset.keyLabel || element.getAttribute("aria-label") || copy.textContent.trim();
}

function showKeys() {
  const dialog = document.getElementById("keys-help");
  if (!dialog) return false;
  const keys = new Map(keyed().reverse().map((element) => [element.dataset.key, element]));
  const lines = Array.from(keys.values()).reverse().map((element) => {
    const line = document.createElement("li");
    const key = document.createElement("kbd");
    key.textContent = element.dataset.key;
    line.append(key, wordsOf(element));
    return line;
  });
  dialog.querySelector("[data-keys]").replaceChildren(...lines);
  dialog.showModal();
  return true;
}

// A row opened beside its list is marked, and the opened part comes into view (on a phone it stands above the list).
document.addEventListener("click", (event) => {
  const row = event.target.closest("[data-list] > *");
  if (!row || !event.target.closest("[hx-get]")) return;
  for (const other of row.parentElement.children) {
    other.removeAttribute("aria-current");
    other.className = other.className.replace(/\S+--current/g, "").trim();
  }
  row.setAttribute("aria-current", "true");
});
document.addEventListener("htmx:afterSwap", (event) => {
  const part = event.detail.target;
  const top = part.getBoundingClientRect().top;
  if (part.matches("[aria-live]") && (top < 0 || top > innerHeight)) part.scrollIntoView();
});

// An open menu closes when one clicks elsewhere.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.removeAttribute("open");
  }
});

// A list that opens with one of its rows opened shows that row.
for (const row of document.querySelectorAll("[data-list] > [class*=--current]")) row.scrollIntoView({ block: "nearest" });
