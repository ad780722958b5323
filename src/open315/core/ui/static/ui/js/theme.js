// Light, dark, or as the device says. The choice is a cookie, so that the server can send the page right from the start.
// Without this script the device decides. Buttons: [data-theme-choice="auto|light|dark"] in a [data-theme-switch] (hidden until we run).

const MEDIA = { auto: "screen and (prefers-color-scheme: dark)", light: "not all", dark: "screen" };
const SCHEME = { auto: "light dark", light: "light", dark: "dark" };

function show(choice) {
  document.querySelector("[data-theme-sheet]")?.setAttribute("media", MEDIA[choice]);
  document.querySelector("meta[name=color-scheme]")?.setAttribute("content", SCHEME[choice]);
  for (const button of document.querySelectorAll("[data-theme-choice]")) {
    button.setAttribute("aria-pressed", String(button.dataset.themeChoice === choice));
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-theme-choice]");
  if (!button) return;
  const choice = button.dataset.themeChoice;
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `theme=${choice}; path=/; max-age=31536000; samesite=lax${secure}`;
  show(choice);
});

for (const group of document.querySelectorAll("[data-theme-switch]")) group.hidden = false;
