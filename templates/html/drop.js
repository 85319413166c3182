// Comfort on top of a form that works without it: a file may be dropped on the page.
"use strict";
const input = document.getElementById("file");
const chosen = document.getElementById("file-chosen");
const carriesFile = (event) => event.dataTransfer?.types.includes("Files");
const mark = (isOver) => input.form.classList.toggle("over", isOver);

document.addEventListener("dragover", (event) => {
  if (!carriesFile(event)) return;
  // Otherwise the browser would leave the page and show the file.
  event.preventDefault();
  mark(true);
});
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) mark(false);
});
document.addEventListener("drop", (event) => {
  if (!carriesFile(event)) return;
  event.preventDefault();
  mark(false);
  const [file] = event.dataTransfer.files;
  if (!file) return;
  const only = new DataTransfer();
  only.items.add(file);
  input.files = only.files;
  input.dispatchEvent(new Event("change"));
});
input.addEventListener("change", () => {
  const [file] = input.files;
  chosen.textContent = file ? `${chosen.dataset.label} ${file.name}` : "";
});
document.getElementById("file-drop").hidden = false;
