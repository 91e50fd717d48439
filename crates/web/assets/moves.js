// Keys and the wheel follow the links that move and zoom a drawing; without this module one follows them oneself.

const KEYS = { "+": "in", "=": "in", "-": "out", ArrowLeft: "before", ArrowRight: "after", ArrowUp: "up", ArrowDown: "down" };
let busy = false;

const drawing = () => document.querySelector("#list .scroll");

const show = async (address) => {
  const answer = await fetch(address, { headers: { accept: "text/html" } });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const there = page.querySelector("#list");
  if (!there) return;
  document.querySelector("#list").replaceWith(there);
  const said = new URL(address).searchParams;
  for (const field of document.querySelectorAll("form[data-live] [name]")) field.value = said.get(field.name) ?? "";
  history.replaceState(null, "", address);
  drawing()?.focus();
};

const follow = (event, what) => {
  const link = document.querySelector(`[data-move="${what}"]`);
  if (!link) return;
  event.preventDefault();
  if (busy) return;
  busy = true;
  show(link.href).catch(() => {}).finally(() => { busy = false; });
};

document.addEventListener("keydown", (event) => {
  const what = KEYS[event.key];
  if (!what || event.target !== drawing() || event.ctrlKey || event.metaKey || event.altKey) return;
  // On a narrow screen the arrows scroll what does not fit.
  const scrolls = event.target.scrollWidth > event.target.clientWidth;
  if (!scrolls || !event.key.startsWith("Arrow")) follow(event, what);
});

// The wheel alone scrolls the page; with Ctrl it zooms.
document.addEventListener("wheel", (event) => {
  if (event.ctrlKey && drawing()?.contains(event.target)) follow(event, event.deltaY < 0 ? "in" : "out");
}, { passive: false });

document.querySelector("[data-keys]")?.removeAttribute("hidden");
