// A part of a page whose answer is still being made looks again in a moment; no longer than it is drawn.
export default function ({ data, setTriggerValue }) {
  if (!data) return;
  const timer = setTimeout(() => setTriggerValue("again", data.turn), data.after_ms);
  return () => clearTimeout(timer);
}
