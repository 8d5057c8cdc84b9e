// Makes elements with text, never with markup.
export function make(tag, name, content = '') {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.textContent = content;
  return element;
}
