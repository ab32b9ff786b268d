// What is faded is of the plan before: while the new one is being made its buttons give no file, neither
// to a mouse nor to the keyboard.
export default function () {
  if (document.documentElement.dataset.fadedFiles) return;
  document.documentElement.dataset.fadedFiles = "none";
  const refuse = (event) => {
    const pressed = event.target.closest('[data-testid="stDownloadButton"]');
    if (!pressed?.closest('[data-stale="true"]')) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  document.addEventListener("click", refuse, { capture: true });
}
