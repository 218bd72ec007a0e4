"use strict";
(() => {
  const said = document.getElementById("said");

  // Pages opened from a disk may be refused the clipboard; then the words are at least selected.
  const copy = async (source) => {
    const range = document.createRange();
    range.selectNodeContents(source);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    try {
      await navigator.clipboard.writeText(source.textContent.trim());
      return true;
    } catch {
      return document.execCommand("copy");
    }
  };

  for (const button of document.querySelectorAll("button.copy")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const copied = await copy(document.getElementById(button.dataset.from));
      said.textContent = copied ? "Copied" : "Selected; press Ctrl and C to copy";
      button.textContent = copied ? "Copied" : "Selected";
      setTimeout(() => {
        button.textContent = "Copy wording";
        said.textContent = "";
      }, 2500);
    });
  }
})();
