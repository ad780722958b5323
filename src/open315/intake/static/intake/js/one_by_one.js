// One question at a time, in large type: form[data-questions] shows one field, with buttons for the one before and the next (words in
// data-before and data-next). Which fields are asked at all the style sheet decides (forms.css). Without this script the form stands whole.

const form = document.querySelector("form[data-questions]");

if (form) {
  const steps = [...form.querySelectorAll(".card > .field, .card > [data-step]")];
  const cards = [...form.querySelectorAll(".card")];
  const last = form.querySelector("[data-last]");
  const bar = document.createElement("p");
  const said = document.createElement("p");
  const before = control(form.dataset.before, "button");
  const next = control(form.dataset.next, "button button--primary");
  let current = 0;

  function control(words, looks) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = looks;
    made.textContent = words;
    return made;
  }

  function show(only) {
    for (const each of steps) each.hidden = each !== only && only !== null;
    for (const card of cards) card.hidden = only !== null && !card.contains(only);
  }

  // What is asked of this person: a field that the style sheet leaves out is none of her questions.
  function asked() {
    show(null);
    return steps.filter((each) => getComputedStyle(each).display !== "none");
  }

  function go(step, focuses = true) {
    const all = asked();
    const at = Math.max(0, all.indexOf(step));
    current = all[at];
    show(current);
    said.textContent = `${at + 1} / ${all.length}`;
    before.hidden = at === 0;
    next.hidden = at === all.length - 1;
    last.hidden = at < all.length - 1;
    // The field before its folded explanation, whichever stands first.
    const field = current.querySelector("input:not([type=hidden]), select, textarea") ?? current.querySelector("summary, a");
    if (focuses) field?.focus();
  }

  function turn(by) {
    const all = asked();
    go(all[Math.min(all.length - 1, Math.max(0, all.indexOf(current) + by))]);
    said.scrollIntoView({ block: "nearest" });
  }

  function named() {
    const found = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    return found && steps.find((each) => each.contains(found));
  }

  bar.className = "one-by-one";
  bar.append(before, next);
  said.setAttribute("role", "status");
  form.prepend(said);
  last.before(bar);
  before.addEventListener("click", () => turn(-1));
  next.addEventListener("click", () => turn(1));
  window.addEventListener("hashchange", () => named() && go(named()));
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || next.hidden || !event.target.matches("input:not([type=file])")) return;
    event.preventDefault();
    turn(1);
  });
  go(named() || steps.find((each) => each.querySelector("[aria-invalid=true]") || each.matches(".field--wrong")) || steps[0], false);
}
