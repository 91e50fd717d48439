// Lists follow their form while one types: the same address is asked for as without this module, and the list in the
// answer takes the place of the one that is there.

const PAUSE = 300;

for (const form of document.querySelectorAll("form[data-live]")) {
  let timer, asked = 0;
  const show = async () => {
    const fields = [...new FormData(form)].filter(([, value]) => value !== "");
    const query = new URLSearchParams(fields).toString();
    const address = form.getAttribute("action") + (query ? `?${query}` : "");
    const mine = ++asked;
    const answer = await fetch(address, { headers: { accept: "text/html" } });
    if (!answer.ok || mine !== asked) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const [here, there] = [document, page].map((d) => d.querySelector(form.dataset.live));
    if (!here || !there || mine !== asked) return;
    here.replaceWith(there);
    history.replaceState(null, "", address);
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => show().catch(() => {}), PAUSE);
  });
}
