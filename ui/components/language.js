// Tells browsers and screen readers which language the page is in, and puts our words where Streamlit,
// which has no translations, has drawn its English ones. What it drew is kept beside, for a change of language.

const NAMES = ["aria-label", "placeholder", "title"];
const OWN = ".stHtml, [data-testid='stMarkdownContainer'], script, style"; // words of ours, never looked at
const drawn = new WeakMap(); // node -> { name: [what Streamlit drew, what we put there] }
let rules = [];
let told = "";
let barName = "";

// Words on the button for files and in a box that tells of trouble are Streamlit's, though drawn as ours are.
const THEIRS = "[data-testid='stFileUploaderDropzone'], [role='dialog']";

function isOurs(element) {
  return element.closest(OWN) !== null && element.closest(THEIRS) === null;
}

function ruleOf([english, ours]) {
  const parts = english.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return [new RegExp(`^${parts.join("(.+)")}$`), ours];
}

function inOurs(text) {
  const trimmed = text.trim();
  for (const [pattern, ours] of rules) {
    const found = pattern.exec(trimmed);
    if (found) return text.replace(trimmed, () => ours.replace("*", () => found[1] ?? ""));
  }
  return null;
}

function settle(node, name, now, put) {
  const kept = drawn.get(node) ?? {};
  const english = kept[name] && kept[name][1] === now ? kept[name][0] : now;
  const ours = inOurs(english);
  if (ours === null || ours === now) return;
  drawn.set(node, { ...kept, [name]: [english, ours] });
  put(ours);
}

function mend(element) {
  if (isOurs(element)) return;
  for (const name of NAMES) {
    const now = element.getAttribute(name);
    if (now) settle(element, name, now, (ours) => element.setAttribute(name, ours));
  }
  for (const node of element.childNodes) {
    if (node.nodeType === Node.TEXT_NODE && node.nodeValue.trim()) {
      settle(node, "text", node.nodeValue, (ours) => { node.nodeValue = ours; });
    }
  }
}

function mendAll(root) {
  mend(root);
  if (isOurs(root)) return;
  for (const element of root.querySelectorAll("*")) mend(element);
  nameBar();
}

// The bar of pages is a box of Streamlit's: here it becomes what it is, and its open page is named.
function nameBar() {
  const bar = document.querySelector(".st-key-page_bar");
  if (!bar) return;
  bar.setAttribute("role", "navigation");
  bar.setAttribute("aria-label", barName);
  const here = location.pathname.replace(/\/$/, "");
  const links = [...bar.querySelectorAll("a")];
  const open = links.find((link, i) => i > 0 && new URL(link.href).pathname.replace(/\/$/, "") === here) ?? links[0];
  for (const link of links) {
    if (link === open) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

const observer = new MutationObserver((changes) => {
  for (const change of changes) {
    if (change.type === "characterData") {
      if (change.target.parentElement) mend(change.target.parentElement);
    } else if (change.type === "attributes") mend(change.target);
    else for (const node of change.addedNodes) if (node.nodeType === Node.ELEMENT_NODE) mendAll(node);
    else if (node.parentElement) mend(node.parentElement);
  }
});

// Links of a page lead to the switches beside it, which are closed on a narrow screen: there they open them.
document.addEventListener("click", (event) => {
  const open = document.querySelector("[data-testid='stExpandSidebarButton']");
  if (open === null || event.target.closest("a[href='#closings']") === null) return;
  open.click();
});

export default function (component) {
  const { data } = component;
  if (!data) return;
  document.documentElement.lang = data.language;
  barName = data.pages;
  const now = JSON.stringify(data);
  if (now !== told) {
    told = now;
    rules = Object.entries(data.said).map(ruleOf);
    mendAll(document.body);
    observer.observe(document.body, {
      subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: NAMES,
    });
  }
  nameBar();
  // Whose words stand in the page now, for those who test it.
  document.documentElement.dataset.words = data.words;
}
