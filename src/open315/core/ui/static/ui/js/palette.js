// Ctrl+K (or Cmd+K) opens dialog#palette: what is typed is looked for at data-palette, the arrows choose, Enter opens, Escape closes.
// a[data-palette-open] opens it too; without script it leads to the same as a page. The address of the page goes along, so that the
// steps of the case that is open can be offered.

const palette = document.getElementById("palette");

if (palette) {
  const input = palette.querySelector("[role=combobox]");
  const list = palette.querySelector("[role=listbox]");
  const status = palette.querySelector("[role=status]");
  const PAUSE = 120;
  let timer = 0;
  let asking = null;

  const options = () => Array.from(list.querySelectorAll("a[role=option]"));
  const chosen = () => list.querySelector("a[aria-selected=true]");

  const choose = (option) => {
    chosen()?.setAttribute("aria-selected", "false");
    if (!option) return input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
  };
  const step = (by) => {
    const all = options();
    if (all.length) choose(all[(all.indexOf(chosen()) + by + all.length) % all.length]);
  };
  const failed = (id) => {
    list.replaceChildren(document.getElementById(id).content.cloneNode(true));
    choose(null);
  };
  const look = async () => {
    asking?.abort();
    const mine = (asking = new AbortController());
    const query = new URLSearchParams({ q: input.value, at: location.pathname + location.search });
    try {
      const answer = await fetch(`${palette.dataset.palette}?${query}`, { headers: { "HX-Request": "true" }, signal: mine.signal });
      if (!answer.ok) return failed(answer.status === 401 ? "part-signed-out" : "part-failed");
      list.innerHTML = await answer.text();
    } catch {
      return mine.signal.aborted || failed("part-failed");
    }
    list.scrollTop = 0;
    choose(options()[0]);
    status.textContent = `${status.dataset.paletteCount} ${options().length}`;
    return true;
  };
  const open = () => {
    if (palette.open) return;
    for (const other of document.querySelectorAll("dialog[open]")) other.close();
    input.value = "";
    list.replaceChildren();
    palette.showModal();
    input.focus();
    look();
  };

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey || event.shiftKey || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "k") return;
    event.preventDefault();
    open();
  });
  document.addEventListener("click", (event) => {
    if (event.target === palette) palette.close();
    if (!event.target.closest("[data-palette-open]") || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    open();
  });
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  };
  input.addEventListener("input", (event) => event.isComposing || later());
  input.addEventListener("compositionend", later);
  input.addEventListener("keydown", async (event) => {
    if (event.isComposing) return;
    const keys = { ArrowDown: () => step(1), ArrowUp: () => step(-1) };
    if (keys[event.key]) {
      event.preventDefault();
      keys[event.key]();
    } else if (event.key === "Enter") {
      event.preventDefault();
      clearTimeout(timer);
      if ((await look()) === true) chosen()?.click();
    }
  });
}
