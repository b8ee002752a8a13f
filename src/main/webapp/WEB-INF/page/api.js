// The REST API's page: shows the OpenAPI document of the gateway that served it. It knows of OpenAPI what that document
// uses. Everything goes into the page as text, never as markup.

const documentUrl = new URL('../api/v1/openapi.json', document.baseURI);
const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
const PROBLEM = 'application/problem+json';

const byId = (id) => document.getElementById(id);

function element(tag, className, ...content) {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...content);
  return made;
}

/** A text of paragraphs, in which `this` is code and **this** is strong. */
function prose(text = '') {
  return text.split('\n\n').filter(Boolean).map((paragraph) => element('p', '', ...inline(paragraph)));
}

function inline(text = '') {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*)/).map((part) => {
    if (part.startsWith('`')) {
      return element('code', '', part.slice(1, -1));
    }
    return part.startsWith('**') ? element('strong', '', part.slice(2, -2)) : part;
  });
}

/** JSON of which each part that is short stands on one line. */
function pretty(value, indent = '') {
  const line = JSON.stringify(value, null, 1).replaceAll(/\n\s*/g, ' ');
  if (typeof value !== 'object' || indent.length + line.length <= 50) {
    return line;
  }
  const deeper = `${indent}  `;
  const parts = Object.entries(value).map(([name, part]) => deeper
    + (Array.isArray(value) ? '' : `${JSON.stringify(name)}: `) + pretty(part, deeper));
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${parts.join(',\n')}\n${indent}${close}`;
}

// --- The document ----------------------------------------------------------------------------------------------------

let api;

/** An object, or what it refers to; what stands beside the reference comes first. */
function followed(object) {
  if (!object?.$ref) {
    return object;
  }
  const { $ref, ...beside } = object;
  const target = $ref.slice(2).split('/').reduce((found, name) => found[name], api);
  return { ...followed(target), ...beside };
}

function operationsOf(tag) {
  return Object.entries(api.paths).flatMap(([path, item]) => METHODS.filter((method) => item[method]?.tags.includes(tag))
    .map((method) => ({
      method,
      path,
      ...item[method],
      parameters: [...(item.parameters ?? []), ...(item[method].parameters ?? [])].map(followed),
    })));
}

const examplesOf = (media) => (media.examples ? Object.values(media.examples)
  : 'example' in media ? [{ value: media.example }] : []);

// --- Schemas ---------------------------------------------------------------------------------------------------------

/** What kind of value a schema wants, in a few words. */
function kind(schema) {
  if ('const' in schema) {
    return JSON.stringify(schema.const);
  }
  if (schema.enum) {
    return schema.enum.map((value) => JSON.stringify(value)).join(' or ');
  }
  if (schema.type === 'array') {
    return `array of ${kind(followed(schema.items))}`;
  }
  if (schema.type === 'object' && !schema.properties && schema.additionalProperties) {
    return `object of ${kind(followed(schema.additionalProperties))}`;
  }
  return [schema.type, schema.format ?? (schema.contentEncoding && `in ${schema.contentEncoding}`)]
    .filter(Boolean).join(', ');
}

/** Its limits, in a few words. */
function limits(schema) {
  const range = (least, most, unit) => {
    if (least === undefined && most === undefined) {
      return '';
    }
    const bounds = most === undefined ? `at least ${least}` : least === undefined ? `at most ${most}` : `${least} to ${most}`;
    return `${bounds} ${unit}`.trim();
  };
  return [
    range(schema.minimum, schema.maximum, ''),
    schema.minLength === 1 && !schema.maxLength ? 'not empty' : range(schema.minLength, schema.maxLength, 'characters'),
    range(schema.minItems, schema.maxItems, 'items'),
    schema.type === 'integer' && schema.oneOf
      ? schema.oneOf.map((one) => (one.enum ? one.enum.join(', ') : limits(one))).join(', or ') : '',
    schema.pattern && `matches ${schema.pattern}`,
    schema.default !== undefined && schema.default !== '' && `${JSON.stringify(schema.default)} unless said`,
  ].filter(Boolean).join('; ');
}

/** One line of a list of members or parameters, with the members that it has itself. */
function line(name, described, required, description = described.description) {
  const schema = followed(described);
  const item = element('li', '', element('code', 'name', name), ' ', element('span', 'kind', kind(schema)));
  if (required) {
    item.append(' ', element('span', 'required', 'required'));
  }
  const bounds = limits(schema);
  if (bounds) {
    item.append(' ', element('span', 'limits', bounds));
  }
  // What names and ids are is said once, on top of the page, and not wherever there is one.
  const more = description ?? (schema.type === 'object' ? schema.description : '');
  if (more) {
    item.append(element('p', '', ...inline(more)));
  }
  for (const example of schema.examples ?? []) {
    item.append(element('p', 'limits', 'such as ', element('code', '', JSON.stringify(example))));
  }
  item.append(...members(schema));
  return item;
}

/** The members of an object, or of the objects in an array: a list, or nothing if there are none. */
function members(schema) {
  const object = schema.type === 'array' ? followed(schema.items) : schema;
  if (!object.properties) {
    return [];
  }
  const list = element('ul', 'members', ...Object.entries(object.properties)
    .map(([name, member]) => line(name, member, object.required?.includes(name))));
  return object !== schema && object.description
    ? [element('p', '', ...inline(object.description)), list] : [list];
}

/** A whole schema. */
function schemaView(schema) {
  const whole = followed(schema);
  const words = [kind(whole), limits(whole)].filter(Boolean).join('; ');
  return [
    ...(whole.properties ? [] : [element('p', 'kind', words)]),
    ...prose(whole.description),
    ...members(whole),
  ];
}

// --- Operations ------------------------------------------------------------------------------------------------------

const quote = (text) => `'${text.replaceAll("'", "'\\''")}'`;

/** The type of an operation's body, and what the document says of it: there is one for each. */
const bodyOf = ({ requestBody }) => Object.entries(requestBody?.content ?? {})[0] ?? [];

/** An operation as a command for curl, in parts, with what the document has as examples. */
function command(operation) {
  const { method, path, parameters, security = api.security } = operation;
  const value = (name) => encodeURIComponent(parameters.find((one) => one.in === 'path' && one.name === name).example);
  const server = new URL(api.servers[0].url, documentUrl).href.replace(/\/$/, '');
  const url = server + path.replaceAll(/{(\w+)}/g, (_, name) => value(name));

  const [type, media] = bodyOf(operation);
  const parts = ['curl'];
  if (method !== (media ? 'post' : 'get')) {
    parts.push(`-X ${method.toUpperCase()}`);
  }
  if (security.length > 0) {
    parts.push('-H "X-API-Key: $API_KEY"'); // not a key itself, which belongs in no shell history
  }
  if (media) {
    parts.push(`-H 'Content-Type: ${type}'`, `-d ${quote(JSON.stringify(examplesOf(media)[0].value))}`);
  }
  return [...parts, /^[\w.:/-]+$/.test(url) ? url : quote(url)];
}

function parametersView(parameters) {
  return parameters.length === 0 ? [] : [
    element('h5', '', 'Parameters'),
    element('ul', 'members', ...parameters.map((one) => {
      const item = line(one.name, one.schema, one.required, one.description);
      item.querySelector('.name').after(' ', element('span', 'place', `in the ${one.in}`));
      return item;
    })),
  ];
}

function bodyView(operation) {
  const [, media] = bodyOf(operation);
  return media ? [element('h5', '', 'Body'), ...schemaView(media.schema)] : [];
}

/** What the document has as an example, with a word about it. */
function exampleView(title, value) {
  return [element('p', 'caption', title), element('pre', '', element('code', '', pretty(value)))];
}

function responsesView(responses) {
  return [
    element('h5', '', 'Answers'),
    element('ul', 'members', ...Object.entries(responses).map(([status, response]) => {
      const { description, headers = {}, content = {} } = followed(response);
      const item = element('li', '', element('code', `name ${status < 400 ? 'good' : 'bad'}`, status === 'default' ? 'other' : status), ' ');
      item.append(element('span', '', ...inline(description)));
      for (const [name, header] of Object.entries(headers).map(([key, one]) => [key, followed(one)])) {
        item.append(element('p', '', element('code', '', name), ': ', ...inline(header.description ?? kind(header.schema))));
      }
      for (const [type, media] of Object.entries(content)) {
        item.append(...(type === PROBLEM ? [] : schemaView(media.schema)));
      }
      return item;
    })),
  ];
}

function operationView(operation) {
  const view = byId('operation').content.firstElementChild.cloneNode(true);
  const find = (selector) => view.querySelector(selector);
  view.id = operation.operationId;
  find('.method').textContent = operation.method.toUpperCase();
  find('.method').dataset.method = operation.method;
  find('.path').append(...operation.path.split(/(?=\/)/).flatMap((part) => [document.createElement('wbr'), part]));
  find('.summary').textContent = operation.summary;
  find('.described').append(
    ...prose(operation.description),
    ...parametersView(operation.parameters),
    ...bodyView(operation),
    ...responsesView(operation.responses),
  );

  const parts = command(operation);
  find('.command').append(...parts.flatMap((part, i) => [i > 0 ? ' ' : '', element('span', '', part)]));
  find('.copy').addEventListener('click', ({ target }) => copy(parts.join(' '), find('.command'), target));
  const [, body] = bodyOf(operation);
  const others = body ? examplesOf(body).slice(1) : [];
  others.forEach(({ summary, value }) => find('.shown').append(...exampleView(`Another body: ${summary}`, value)));
  const [success] = Object.values(operation.responses);
  for (const media of Object.values(followed(success).content ?? {})) {
    examplesOf(media).forEach(({ value }) => find('.shown').append(...exampleView('Its answer', value)));
  }
  view.addEventListener('toggle', () => {
    if (view.open) {
      history.replaceState(null, '', `#${view.id}`); // so that the address can be passed on
    }
  });
  return view;
}

async function copy(text, shown, button) {
  try {
    await navigator.clipboard.writeText(text);
  } catch { // not allowed, or a page without TLS: the old way
    getSelection().selectAllChildren(shown);
    document.execCommand('copy');
  }
  byId('copied').textContent = 'Copied'; // the label of a button is not read out when it changes
  button.textContent = 'Copied';
  setTimeout(() => {
    byId('copied').textContent = '';
    button.textContent = 'Copy';
  }, 2000);
}

// --- The page --------------------------------------------------------------------------------------------------------

function contentsView(tag, operations) {
  return [
    element('h2', '', tag),
    element('ul', '', ...operations.map(({ operationId, summary }) => {
      const link = element('a', '', summary);
      link.href = `#${operationId}`;
      return element('li', '', link);
    })),
  ];
}

/** The problem document, which is the same in all errors. */
function problemView() {
  const { schema } = Object.values(followed({ $ref: '#/components/responses/Error' }).content)[0];
  return [element('h3', '', 'Errors'), ...schemaView(schema)];
}

function show() {
  byId('about').append(...prose(api.info.description));
  for (const { name, description } of api.tags) {
    const operations = operationsOf(name);
    byId('contents').append(...contentsView(name, operations));
    byId('operations').append(element('section', 'group', element('h3', '', name), ...prose(description),
      ...operations.map(operationView)));
  }
  byId('operations').append(element('section', 'group problem', ...problemView()));
  byId('open-all').disabled = false;
  openChosen();
}

/** Opens the operation that the address names. */
function openChosen() {
  const chosen = byId(decodeURIComponent(location.hash.slice(1)));
  if (chosen?.matches('.operation')) {
    chosen.open = true;
    chosen.scrollIntoView();
  }
}

async function load() {
  const response = await fetch(documentUrl);
  if (!response.ok) {
    throw new Error(`the gateway answered with status ${response.status}`);
  }
  api = await response.json();
  show();
}

byId('open-all').addEventListener('click', ({ target }) => {
  const open = target.textContent === 'Open all';
  document.querySelectorAll('.operation').forEach((operation) => {
    operation.open = open;
  });
  target.textContent = open ? 'Close all' : 'Open all';
});
addEventListener('hashchange', openChosen);
load().catch((error) => {
  byId('failure').hidden = false;
  byId('failure').textContent = `The description cannot be shown: ${error.message}.`;
});
