// A long select one can type into: select[data-find="Type to find"][data-find-none="Nothing fits"] gets an input in front of it.
// What is typed, word for word, is looked for in the words of each option, in its names in other languages (data-also) and at the beginning of its
// code; the select shows the first that fits, the arrows go on, Escape goes back. Fingers keep the select of their phone.

const folded = (words) => words.toLowerCase().replace(/\s/g, "");

function findable(select) {
  const choices = Array.from(select.options).filter((option) => option.value);
  const words = new Map(choices.map((option) => [option, folded(`${option.text} ${option.dataset.also ?? ""}`)]));
  const input = document.createElement("input");
  const status = document.createElement("span");
  let before = select.selectedIndex;
  let found = choices;

  input.type = "text";
  input.autocomplete = "off";
  input.className = "find__input";
  input.placeholder = select.dataset.find;
  input.dataset.finds = select.name;
  input.setAttribute("aria-label", `${select.labels[0]?.innerText ?? ""}: ${select.dataset.find}`);
  input.setAttribute("aria-controls", select.id);
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
  }
  status.className = "find__status";
  status.setAttribute("role", "status");

  const tell = () => {
    const at = found.indexOf(select.selectedOptions[0]);
    if (!found.length) status.textContent = select.dataset.findNone;
    else if (at >= 0 && found !== choices) status.textContent = `${found[at].text.trim()} · ${at + 1}/${found.length}`;
    else if (at >= 0) status.textContent = found[at].text.trim();
    else status.textContent = "";
  };
  const choose = (index) => {
    select.selectedIndex = index;
    tell();
  };
  const look = () => {
    const wanted = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = (option) => wanted.every((part) => words.get(option).includes(part) || option.value.startsWith(part));
    const begins = (option) => Number(folded(option.text).startsWith(wanted[0]));
    found = wanted.length ? choices.filter(fits).sort((one, other) => begins(other) - begins(one)) : choices;
    choose(wanted.length && found.length ? found[0].index : before);
  };
  const step = (by) => {
    const at = found.indexOf(select.selectedOptions[0]);
    const next = found[Math.min(Math.max(at + by, 0), found.length - 1)];
    if (next) choose(next.index);
  };
  const settle = () => {
    if (select.selectedIndex !== before) {
      before = select.selectedIndex;
      for (const name of ["input", "change"]) select.dispatchEvent(new Event(name, { bubbles: true }));
    }
    input.value = "";
    found = choices;
    status.textContent = "";
  };

  input.addEventListener("input", (event) => event.isComposing || look());
  input.addEventListener("compositionend", look);
  input.addEventListener("blur", settle);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const keys = { ArrowDown: () => step(1), ArrowUp: () => step(-1), Enter: settle, Escape: () => { input.value = ""; look(); } };
    if (!keys[event.key] || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    keys[event.key]();
  });
  select.addEventListener("change", () => { before = select.selectedIndex; });

  const row = document.createElement("div");
  row.className = "find";
  select.before(row);
  row.append(input, select, status);
  select.tabIndex = -1;
}

if (matchMedia("(any-pointer: fine)").matches || !matchMedia("(any-pointer: coarse)").matches) {
  for (const select of document.querySelectorAll("select[data-find]")) findable(select);
}
