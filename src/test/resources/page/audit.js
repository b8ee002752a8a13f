// Run in a page: what is wrong with it for who cannot see it, or not well. Gives sentences, none if all is well.
const faults = [];
const say = (element, what) => faults.push(`<${element.tagName.toLowerCase()}${element.id && ` id="${element.id}"`}> "${element.textContent.trim().slice(0, 40)}": ${what}`);
const shown = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });

// Order and names
const headings = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter(shown);
headings.reduce((before, heading) => {
  const level = Number(heading.tagName[1]);
  if (level > before + 1) {
    say(heading, `follows a heading of level ${before}`);
  }
  return level;
}, 0);
if (headings.filter((heading) => heading.tagName === 'H1').length !== 1) {
  faults.push('There is not exactly one h1');
}
for (const [selector, number] of [['main', 1], ['header', 1], ['html[lang]', 1], ['title:not(:empty)', 1]]) {
  if (document.querySelectorAll(selector).length !== number) {
    faults.push(`There is not exactly one ${selector}`);
  }
}
const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
ids.filter((id, i) => ids.indexOf(id) !== i).forEach((id) => faults.push(`The id ${id} is there twice`));
document.querySelectorAll('[aria-labelledby], [aria-describedby], [aria-controls], [list]').forEach((element) => {
  for (const name of ['aria-labelledby', 'aria-describedby', 'aria-controls', 'list']) {
    const missing = (element.getAttribute(name) ?? '').split(' ').filter((id) => id && !document.getElementById(id));
    missing.forEach((id) => say(element, `${name} refers to ${id}, which is not there`));
  }
});
document.querySelectorAll('table').forEach((table) => {
  if (shown(table) && (!table.caption || table.querySelectorAll('thead th[scope=col]').length === 0)) {
    say(table, 'has no caption or no headers');
  }
});

// Contrast
const channel = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
const luminance = ([r, g, b]) => 0.2126 * channel(r / 255) + 0.7152 * channel(g / 255) + 0.0722 * channel(b / 255);
const parse = (colour) => {
  const [r, g, b, a = 1] = colour.match(/[\d.]+/g).map(Number);
  return [r, g, b, a];
};
const over = ([r, g, b, a], under) => [r, g, b].map((value, i) => value * a + under[i] * (1 - a));
function background(element) {
  const layers = [];
  for (let at = element; at; at = at.parentElement) {
    layers.push(parse(getComputedStyle(at).backgroundColor));
    if (layers.at(-1)[3] === 1) {
      break;
    }
  }
  return layers.reverse().reduce((under, layer) => over(layer, under), [255, 255, 255]);
}
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const element = walker.currentNode.parentElement;
  const clipped = element.closest('.unseen, .skip, script, noscript, option, datalist, dialog:not([open]), [disabled]');
  if (walker.currentNode.data.trim() === '' || clipped || !shown(element)) {
    continue;
  }
  const style = getComputedStyle(element);
  const under = background(element);
  const [light, dark] = [luminance(over(parse(style.color), under)), luminance(under)].sort((a, b) => b - a);
  const ratio = (light + 0.05) / (dark + 0.05);
  const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 600);
  if (ratio < (large ? 3 : 4.5)) {
    say(element, `has a contrast of ${ratio.toFixed(2)} to 1`);
  }
}

// Room
if (document.documentElement.scrollWidth > innerWidth) {
  faults.push(`The page is ${document.documentElement.scrollWidth} wide where there is room for ${innerWidth}`);
}
document.querySelectorAll('button, select, input:not([type=radio], [type=checkbox]), textarea').forEach((element) => {
  const { height } = element.getBoundingClientRect();
  if (shown(element) && height < 24) {
    say(element, `is only ${height} high`);
  }
});
return faults;
