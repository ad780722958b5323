// "@" in a text names a colleague: form[data-mention="/address/?q="] shows below its textarea whom the letters typed after the sign fit; the
// arrows choose, Enter or a press puts the log-in in, Escape closes. Without script the log-in or the name is typed out.

const PAUSE = 120;
let open = null;
let timer = 0;
let asked = 0;

const typed = (field) => field.value.slice(0, field.selectionStart).match(/(?<![A-Za-z0-9._-])[@＠]([^\s@＠]{0,30})$/)?.[1];
const options = () => Array.from(open?.list.children ?? []);
const chosen = () => options().find((option) => option.getAttribute("aria-selected") === "true");

function close() {
  clearTimeout(timer);
  asked += 1;
  if (!open) return;
  open.list.remove();
  for (const name of ["aria-activedescendant", "aria-controls"]) open.field.removeAttribute(name);
  open = null;
}

function choose(option) {
  for (const each of options()) each.setAttribute("aria-selected", String(each === option));
  open.field.setAttribute("aria-activedescendant", option.id);
}

function put(option) {
  const { field } = open;
  const end = field.selectionStart;
  field.setRangeText(`${option.dataset.login} `, end - (typed(field) ?? "").length, end, "end");
  close();
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function show(field, found) {
  const list = document.createElement("ul");
  list.className = "mention";
  list.id = "mention";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.labels[0]?.innerText ?? "@");
  for (const [place, { login, name }] of found.entries()) {
    const option = document.createElement("li");
    option.id = `mention-${place}`;
    option.className = "mention__one";
    option.setAttribute("role", "option");
    option.dataset.login = login;
    option.textContent = `${name} `;
    option.append(Object.assign(document.createElement("small"), { textContent: `@${login}` }));
    list.append(option);
  }
  field.after(list);
  field.setAttribute("aria-controls", list.id);
  open = { field, list };
  choose(list.firstElementChild);
}

async function look(field, address) {
  const words = typed(field);
  close();
  if (words === undefined) return;
  const mine = asked;
  const answer = await fetch(`${address}${encodeURIComponent(words)}`).catch(() => null);
  if (!answer?.ok || mine !== asked) return;
  const { found } = await answer.json();
  if (found.length && mine === asked && typed(field) === words) show(field, found);
}

document.addEventListener("input", (event) => {
  const address = event.target.matches("textarea") && event.target.form?.dataset.mention;
  if (!address) return;
  clearTimeout(timer);
  timer = setTimeout(look, PAUSE, event.target, address);
});
document.addEventListener(
  "keydown",
  (event) => {
    if (!open || event.target !== open.field || event.isComposing || event.ctrlKey || event.metaKey) return;
    const all = options();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) choose(all[(all.indexOf(chosen()) + step + all.length) % all.length]);
    else if (event.key === "Enter") put(chosen());
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  },
  true,
);
document.addEventListener("pointerdown", (event) => {
  const option = open && event.target.closest(".mention__one");
  if (!option) return close();
  event.preventDefault();
  return put(option);
});
