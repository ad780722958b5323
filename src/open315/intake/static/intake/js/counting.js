// How much still fits: [data-limit] says how many signs its field takes. Nothing is ever cut; what is too long is said, here and by the server.

for (const field of document.querySelectorAll("[data-limit]")) {
  const limit = Number(field.dataset.limit);
  const said = document.createElement("p");
  said.className = "field__count";
  said.setAttribute("aria-live", "polite");
  field.after(said);
  const count = () => {
    const used = [...field.value].length;
    said.hidden = used < limit * 0.8;
    said.textContent = said.hidden ? "" : `${used.toLocaleString()} / ${limit.toLocaleString()}`;
    said.classList.toggle("field__count--over", used > limit);
  };
  field.addEventListener("input", count);
  count();
}
