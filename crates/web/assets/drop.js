// Files may be dropped on the form.

for (const form of document.querySelectorAll("form[data-drop]")) {
  const files = form.querySelector("input[type=file]");
  form.querySelector("[data-hint]").hidden = false;
  const over = (on) => (event) => {
    event.preventDefault();
    form.classList.toggle("over", on);
  };
  document.addEventListener("dragover", over(true));
  document.addEventListener("dragleave", over(false));
  document.addEventListener("drop", (event) => {
    over(false)(event);
    if (event.dataTransfer.files.length > 0) files.files = event.dataTransfer.files;
    files.focus();
  });
}
