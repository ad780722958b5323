// Files of the public form, one by one: input[data-one-by-one] sends what is chosen at once, shows how far it is, and what arrived appears in
// [data-received] as the server keeps it. What is too large is refused before anything travels. Who presses a button meanwhile goes on when
// all have arrived. Without scripts the form sends them itself.

const LONGEST_SIDE = 2400;
const WORTH_IT = 1024 * 1024;
const LOSSY = "image/jpeg";

for (const label of document.querySelectorAll("[data-shrink]")) label.hidden = false;

let underWay = 0;
let pressed = null;

document.addEventListener("change", async ({ target }) => {
  if (!target.matches?.("[data-one-by-one]")) return;
  const chosen = [...target.files];
  target.value = "";
  underWay += 1;
  for (const file of chosen) await take(target, file);
  underWay -= 1;
  if (underWay === 0 && pressed) {
    const button = pressed;
    pressed = null;
    target.form.requestSubmit(button);
  }
});

document.addEventListener(
  "submit",
  (event) => {
    if (underWay === 0 || !event.target.querySelector("[data-one-by-one]")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    pressed = event.submitter;
  },
  true,
);

async function take(input, file) {
  const list = input.form.querySelector("[data-sending-list]");
  const line = row(list, file);
  const held = input.form.querySelectorAll("[data-received] [name=keep]:checked").length;
  if (held >= Number(list.dataset.most)) return refuse(line, list.dataset.tooMany);
  const small = input.form.querySelector("[data-shrink-asked]")?.checked ? await smaller(file) : file;
  if (small.size > Number(list.dataset.bytes)) return refuse(line, list.dataset.tooLarge);
  try {
    const part = await send(input, small, line.querySelector("progress"));
    input.form.querySelector("[data-received]").innerHTML = part;
    line.remove();
  } catch {
    refuse(line, list.dataset.failed);
  }
}

function row(list, file) {
  const line = document.createElement("li");
  line.className = "files__item";
  const name = document.createElement("span");
  name.className = "files__name";
  name.textContent = file.name;
  const bar = document.createElement("progress");
  bar.max = 1;
  bar.setAttribute("aria-label", `${list.dataset.sending} ${file.name}`);
  line.append(name, bar);
  list.append(line);
  return line;
}

function refuse(line, words) {
  line.querySelector("progress")?.remove();
  const said = document.createElement("span");
  said.className = "files__wrong";
  said.textContent = words;
  line.append(said);
}

function send(input, file, bar) {
  const values = new FormData(input.form);
  values.delete(input.name);
  values.append(input.name, file, file.name);
  values.set("step", "file");
  return new Promise((done, failed) => {
    const call = new XMLHttpRequest();
    call.open("POST", input.form.action);
    call.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) bar.value = event.loaded / event.total;
    });
    call.addEventListener("load", () => (call.status === 200 ? done(call.responseText) : failed()));
    call.addEventListener("error", failed);
    call.send(values);
  });
}

async function smaller(file) {
  if (!/^image\/(jpeg|png|webp)$/.test(file.type) || file.size < WORTH_IT) return file;
  try {
    const picture = await createImageBitmap(file);
    const share = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * share);
    canvas.height = Math.round(picture.height * share);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const found = await new Promise((done) => canvas.toBlob(done, LOSSY, 0.85));
    return found && found.size < file.size ? new File([found], file.name.replace(/\.\w+$/, ".jpg"), { type: LOSSY }) : file;
  } catch {
    return file;
  }
}
