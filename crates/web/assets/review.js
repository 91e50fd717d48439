// Keys for reviewing. They work only while the focus is on the event that they are about, so that no letter typed
// elsewhere does anything (WCAG 2.2, 2.1.4). j and k go from event to event.

const all = [...document.querySelectorAll("[data-review]")];

const isTyping = (element) => element.matches("input, select, textarea");

const go = (here, step) => {
  const next = all[all.indexOf(here) + step];
  if (!next) return;
  if (!next.hasAttribute("tabindex")) next.tabIndex = -1;
  next.focus();
};

const press = (place, key) => {
  const target = place.querySelector(`[data-key="${key}"], [data-open="${key}"]`);
  if (!target) return false;
  if (target.matches("details")) {
    target.open = true;
    target.querySelector("input:not([type=hidden]), select").focus();
  } else if (target.matches("form")) target.requestSubmit();
  else target.click();
  return true;
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
  const place = event.target.closest("[data-review]");
  if (place && (event.key === "j" || event.key === "k")) {
    go(place, event.key === "j" ? 1 : -1);
    event.preventDefault();
  } else if (place && /^[aremu]$/.test(event.key) && press(place, event.key)) event.preventDefault();
});

// After a verdict the queue is shown anew: the next event is the one to look at.
if (document.referrer && new URL(document.referrer).pathname === location.pathname && !location.hash) {
  document.querySelector(".waiting")?.focus({ preventScroll: true });
}
