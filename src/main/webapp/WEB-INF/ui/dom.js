// What all views are built with. Everything that comes from outside goes into the page as text, never as markup.

export const byId = (id) => document.getElementById(id);

/**
 * An element: h('button.primary', { type: 'button', onclick: act }, 'Push'). Attributes that are null, undefined or
 * false are left out, and so is such content.
 */
export function h(name, ...rest) {
  const [tag, ...classes] = name.split('.');
  const made = document.createElement(tag);
  if (classes.length > 0) {
    made.className = classes.join(' ');
  }
  const attributes = rest[0]?.constructor === Object ? rest.shift() : {};
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) {
      made.addEventListener(key.slice(2), value);
    } else if (value !== null && value !== undefined && value !== false) {
      made.setAttribute(key, value === true ? '' : value);
    }
  }
  made.append(...rest.flat(Infinity).filter((part) => part !== null && part !== undefined && part !== false));
  return made;
}

/** Says something else, and leaves alone what says it already: selections and readers stay where they are. */
export function say(node, text) {
  const wanted = String(text);
  if (node.textContent !== wanted) {
    node.textContent = wanted;
  }
}

/**
 * Brings a list up to date and keeps the elements that are there, so that focus stays. `make(item)` makes the element
 * of an item, which shows later states of it by its own function `show(item)`.
 */
export function keyed(parent, items, keyOf, make) {
  const before = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  const wanted = new Set(items.map((item) => String(keyOf(item))));
  // Before the others are put in their places, or those behind would be moved, and lose the focus.
  before.forEach((child, key) => wanted.has(key) || child.remove());
  let place = parent.firstElementChild;
  for (const item of items) {
    const key = String(keyOf(item));
    const known = before.get(key);
    const child = known ?? make(item);
    child.dataset.key = key;
    if (child === place) {
      place = place.nextElementSibling;
    } else {
      parent.insertBefore(child, place);
    }
    child.show?.(item);
  }
}

const nameOf = (column) => (Array.isArray(column) ? column[0] : column);

/**
 * A table with a caption for readers. Where there is little room each row becomes a block, whose cells have the names of
 * their columns before them, and the roles keep it a table for readers.
 *
 * @param columns their names: 'Node', ['Lag', 'number'], or '(Actions)' for readers only
 */
export function table(caption, columns, body) {
  const heads = columns.map((column) => {
    const name = nameOf(column);
    return h(Array.isArray(column) ? `th.${column[1]}` : 'th', { scope: 'col', role: 'columnheader' },
      name.startsWith('(') ? h('span.unseen', name.slice(1, -1)) : name);
  });
  body.setAttribute('role', 'rowgroup');
  return h('div.wide', { tabindex: 0, role: 'group', 'aria-label': caption }, h('table', { role: 'table' },
    h('caption.unseen', caption), h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' }, heads)), body));
}

/** A row of such a table. */
export function row(columns, ...cells) {
  const made = h('tr', { role: 'row' }, cells);
  [...made.cells].forEach((cell, i) => {
    const name = nameOf(columns[i]);
    cell.setAttribute('role', cell.matches('th') ? 'rowheader' : 'cell');
    cell.dataset.label = name.startsWith('(') ? '' : name;
  });
  return made;
}

/** A field with its label, and a hint if there is one to give. */
export function field(label, control, hint) {
  return h('label', h('span.caption', label, hint && h('small', hint)), control);
}

/** A text field for a name. */
export function input(name, attributes = {}) {
  return h('input', { name, autocapitalize: 'none', autocomplete: 'off', spellcheck: 'false', ...attributes });
}

/** A choice of [value, text] pairs. */
export function select(name, options, chosen, attributes = {}) {
  return h('select', { name, ...attributes }, options.map(([value, text]) => h('option', { value, selected: value === chosen }, text)));
}

/** Buttons of which one is chosen, as radio buttons are. */
export function choice(legend, name, options, chosen, attributes = {}) {
  return h('fieldset.choice', attributes, h('legend', legend), options.map(([value, text]) => h('label',
    h('input', { type: 'radio', name, value, checked: value === chosen }), h('span', text))));
}
