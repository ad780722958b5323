// Comforts of forms; every form works without them.
//   any form               a second click while the first is under way does nothing (the server makes that safe anyway)
//   form[data-download]    answers with a file, so the page stays: not guarded
//   form[data-unsaved]     leaving with changes asks first
//   select[data-submit]    choosing submits the form
//   [data-print]           a button that prints, shown only when scripts run
//   input[type=file][data-files]     lists the chosen files, pictures as thumbnails
//   [data-copy="text"]     a button, shown only when copying is possible
//   every form and part    is sent with the present proof of origin
//   form[data-draft]       is saved while one types (drafts.js)
//   [data-focus]           gets the focus when the page opens (the summary of errors); else, where there are keys, the first
//                          field of form[data-submit-key], the form that the page is about

const busy = new WeakSet();
const changed = new WeakSet();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.matches("[data-download], [hx-post], [hx-get]")) return;
  if (busy.has(form)) {
    event.preventDefault();
    return;
  }
  busy.add(form);
  changed.delete(form);
  event.submitter?.setAttribute("aria-busy", "true");
});

// The proof of origin changes at every sign-in, and a page may have been open since before: the cookie has the present one.
const TOKEN = "csrfmiddlewaretoken";
const token = () => document.cookie.match(/(?:^|; )csrftoken=(\w+)/)?.[1];

document.addEventListener("submit", (event) => {
  const field = event.target.elements[TOKEN];
  if (field) field.value = token() ?? field.value;
});

document.addEventListener("htmx:configRequest", ({ detail }) => {
  const present = token();
  if (!present || detail.verb === "get") return;
  detail.headers["X-CSRFToken"] = present;
  if (detail.parameters[TOKEN]) detail.parameters[TOKEN] = present;
});

// Coming back with the browser's button shows the page as it was left: free it again.
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.forms) busy.delete(form);
  for (const button of document.querySelectorAll("button[aria-busy]")) button.removeAttribute("aria-busy");
});

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form?.matches("[data-unsaved]")) changed.add(form);
});

window.addEventListener("beforeunload", (event) => {
  for (const form of document.querySelectorAll("form[data-unsaved]")) {
    if (changed.has(form) && !busy.has(form)) event.preventDefault();
  }
});

document.addEventListener("change", (event) => {
  const input = event.target;
  if (input.matches("select[data-submit], input[data-submit]")) input.form?.requestSubmit();
  if (input.matches("input[type=file][data-files]")) listFiles(input);
});

function listFiles(input) {
  let list = input.parentElement.querySelector("[data-preview-list]");
  if (!list) {
    list = document.createElement("ul");
    list.className = "files";
    list.dataset.previewList = "";
    list.setAttribute("aria-live", "polite");
    input.after(list);
  }
  list.replaceChildren(...Array.from(input.files, fileLine));
}

function fileLine(file) {
  const line = document.createElement("li");
  line.className = "files__item";
  if (file.type.startsWith("image/")) {
    const picture = document.createElement("img");
    picture.alt = "";
    picture.src = URL.createObjectURL(file);
    picture.addEventListener("load", () => URL.revokeObjectURL(picture.src), { once: true });
    line.append(picture);
  }
  const name = document.createElement("span");
  name.className = "files__name";
  name.textContent = file.name;
  const size = document.createElement("span");
  size.className = "files__size";
  size.textContent = file.size < 1048576 ? `${Math.ceil(file.size / 1024)} KB` : `${(file.size / 1048576).toFixed(1)} MB`;
  line.append(name, size);
  return line;
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  button.setAttribute("aria-live", "polite");
  const words = button.querySelector("span");
  if (words && button.dataset.copied) words.textContent = button.dataset.copied;
});

if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;
}
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
const FIELD = "form[data-submit-key] :is(input:not([type=hidden], [type=file]), select, textarea)";
const atKeys = matchMedia("(pointer: fine)").matches;
(document.querySelector("[data-focus], [autofocus]") ?? (atKeys ? document.querySelector(FIELD) : null))?.focus();
