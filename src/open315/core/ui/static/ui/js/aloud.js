// Reads the main text of a page aloud: the button [data-aloud], which stays hidden where the browser has no voice of its own for the language.
// Only voices of the device: others send what they read to somebody's server, and a page may be that of a case.

const button = document.querySelector("[data-aloud]");
const speech = window.speechSynthesis;
const SPOKEN = document.documentElement.lang.startsWith("zh") ? ["zh-cn", "zh"] : ["en"];
const SILENT = "button, script, style, select, option, [aria-hidden=true], .visually-hidden, [hidden]";
const BLOCK = "p, li, dt, dd, h1, h2, h3, legend, label, summary, td, th, div";
const MOST = 160;

function voice() {
  const own = speech.getVoices().filter((each) => each.localService);
  const spoken = (each) => each.lang.toLowerCase().replace("_", "-");
  for (const wanted of SPOKEN) {
    const found = own.find((each) => spoken(each).startsWith(wanted));
    if (found) return found;
  }
  return undefined;
}

function isShown(element) {
  return element.getClientRects().length > 0 && !element.closest(SILENT);
}

function texts(root) {
  const found = [];
  let block;
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { parentElement, data } = walker.currentNode;
    const words = data.trim().replace(/\s+/gu, " ");
    if (!words || !isShown(parentElement)) continue;
    const around = parentElement.closest(BLOCK);
    if (around === block) found.push(`${found.pop()} ${words}`);
    else found.push(words);
    block = around;
  }
  return found.flatMap(parts);
}

// Browsers fall silent in the middle of long texts: a sentence at a time, and long ones in pieces.
function parts(text) {
  return (text.match(/[^。！？；.!?;]+[。！？；.!?;]*/gu) ?? [text]).flatMap((each) => each.match(new RegExp(`.{1,${MOST}}`, "gu")) ?? []);
}

function show(isReading) {
  button.setAttribute("aria-pressed", String(isReading));
  [button.textContent, button.dataset.stop] = [button.dataset.stop, button.textContent];
}

function isReading() {
  return button.getAttribute("aria-pressed") === "true";
}

function stop() {
  if (isReading()) show(false);
  speech.cancel();
}

function start() {
  const chosen = voice();
  const said = texts(document.querySelector("main"));
  if (!chosen || !said.length) return;
  speech.cancel();
  show(true);
  for (const [index, text] of said.entries()) {
    const one = new SpeechSynthesisUtterance(text);
    Object.assign(one, { voice: chosen, lang: chosen.lang, rate: 0.9 });
    if (index === said.length - 1) one.onend = () => isReading() && show(false);
    speech.speak(one);
  }
}

function offer() {
  button.hidden = !voice();
}

if (button && speech) {
  button.addEventListener("click", () => (isReading() ? stop() : start()));
  speech.addEventListener?.("voiceschanged", offer);
  window.addEventListener("pagehide", stop);
  offer();
}
