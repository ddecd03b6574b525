// corpus.mjs PACKAGES.txt FOLDER ANTEROOM: finds the Questionnaires in FOLDER/packages, says of each what it needs beyond
// itself (by a reading of its own), lets `anteroom forms import` read it, and prints who ran and why the others did not.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';

const [packagesFile, folder, anteroom] = process.argv.slice(2);
const ts = createRequire(join(folder, 'corpus.js'))('typescript');

// ---- finding them: JSON files, and object literals in scripts (read, never run) ------------------------------------------

const notConstant = Symbol('not constant');

function constant(node, names) {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isNumericLiteral(node)) return Number(node.text);
  if (node.kind === ts.SyntaxKind.TrueKeyword) return true;
  if (node.kind === ts.SyntaxKind.FalseKeyword) return false;
  if (ts.isAsExpression(node) || ts.isParenthesizedExpression(node)) return constant(node.expression, names);
  if (ts.isIdentifier(node) && names.has(node.text)) return constant(names.get(node.text), new Map());
  if (ts.isArrayLiteralExpression(node)) {
    const all = node.elements.map((element) => constant(element, names));
    return all.includes(notConstant) ? notConstant : all;
  }
  if (!ts.isObjectLiteralExpression(node)) return notConstant;
  const object = {};
  for (const member of node.properties) {
    if (!ts.isPropertyAssignment(member)) return notConstant;
    const value = constant(member.initializer, names);
    if (value === notConstant) return notConstant;
    object[member.name.text] = value;
  }
  return object;
}

function* inScript(file, text) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const names = new Map();
  const found = [];
  const visit = (node) => {
    if (ts.isVariableDeclaration(node) && node.initializer && ts.isIdentifier(node.name)) names.set(node.name.text, node.initializer);
    if (ts.isObjectLiteralExpression(node) && node.properties.some((member) =>
      member.name?.text === 'resourceType' && member.initializer?.text === 'Questionnaire')) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(source);
  for (const node of found) yield* inJson(constant(node, names));
}

function* inJson(value) {
  if (value === null || typeof value !== 'object') return;
  if (value.resourceType === 'Questionnaire' && Array.isArray(value.item)) yield value;
  else for (const member of Object.values(value)) yield* inJson(member);
}

function* inFolder(place) {
  for (const name of readdirSync(place).sort()) {
    const path = join(place, name);
    if (statSync(path).isDirectory()) yield* inFolder(path);
    if (!/\.(json|ts|tsx|js|mjs)$/.test(name) || /\.d\.ts$/.test(name) || !statSync(path).isFile()) continue;
    const text = readFileSync(path, 'utf8');
    if (!text.includes('Questionnaire')) continue;
    try {
      for (const form of name.endsWith('.json') ? inJson(JSON.parse(text)) : inScript(path, text)) yield { path, form };
    } catch {
      // not JSON after all
    }
  }
}

// ---- what a form needs beyond itself ----------------------------------------------------------------------------------

const last = (url) => (url ?? '').split('/').pop();
const extensions = (element) => [...(element.extension ?? []), ...(element.modifierExtension ?? [])];
const itemsOf = (form) => (form.item ?? []).flatMap((item) => [item, ...itemsOf(item)]);
const elementsOf = (value) => value === null || typeof value !== 'object' ? []
  : [...(Array.isArray(value) ? [] : [value]), ...Object.values(value).flatMap(elementsOf)];
const says = (item, name) => extensions(item).some((one) => last(one.url) === name && one.valueBoolean === true);
const asks = (item) => !['group', 'display'].includes(item.type);
const types = ['group', 'display', 'boolean', 'decimal', 'integer', 'date', 'dateTime', 'time', 'string', 'text', 'url',
  'choice', 'open-choice', 'attachment', 'reference', 'quantity'];

function comesWithForm(reference, form) {
  const find = (type, key) => (form.contained ?? []).find((one) =>
    one.resourceType === type && (`#${(one.id ?? '').replace('#', '')}` === key || one.url === key.split('|')[0]));
  const set = find('ValueSet', reference);
  if (set?.expansion?.contains?.length) return true;
  return Boolean(set?.compose?.include?.length) && !set.compose.exclude?.length && set.compose.include.every((include) =>
    !include.filter && !include.valueSet && (include.concept?.length || find('CodeSystem', include.system ?? '')?.concept?.length));
}

// Names that only a server can fill: launch contexts, queries, and variables made of them.
function servedNames(form) {
  const served = new Set();
  const all = elementsOf(form);
  for (const one of all) {
    const expression = one.valueExpression;
    if (last(one.url).endsWith('launchContext'))
      for (const part of extensions(one)) if (part.url === 'name') served.add(part.valueCoding?.code ?? part.valueId);
    if (expression?.name && (expression.language === 'application/x-fhir-query' || last(one.url).endsWith('PopulationContext')))
      served.add(expression.name);
  }
  for (let round = 0; round < 5; ++round)
    for (const one of all) if (last(one.url) === 'variable' && uses(one.valueExpression, served)) served.add(one.valueExpression.name);
  return served;
}

const uses = (expression, names) =>
  [...names].some((name) => new RegExp(`%${name}\\b`).test(expression?.expression ?? ''));

function needsOf(form) {
  const needs = new Set();
  const served = servedNames(form);
  if (form.derivedFrom) needs.add('sub-form');
  for (const one of elementsOf(form)) if (one.valueExpression?.language?.startsWith('text/cql')) needs.add('CQL');
  for (const item of itemsOf(form)) {
    const set = item.answerValueSet ?? item.options?.reference;
    if (set && /choice/.test(item.type) && !comesWithForm(set, form)) needs.add('terminology');
    for (const one of extensions(item)) {
      const name = last(one.url);
      const asked = one.valueExpression?.language === 'application/x-fhir-query' || uses(one.valueExpression, served);
      if (name.endsWith('subQuestionnaire')) needs.add('sub-form');
      if (name.endsWith('unitValueSet') && !comesWithForm(one.valueCanonical ?? '', form)) needs.add('terminology');
      if (/answerExpression$|candidateExpression$/.test(name)) needs.add(asked ? 'terminology' : 'server');
      if (/calculatedExpression$|enableWhenExpression$/.test(name) && asked) needs.add('server');
      const nobodyElse = asks(item) && (item.readOnly || says(item, 'questionnaire-hidden'));
      if (name.endsWith('initialExpression') && nobodyElse && asked) needs.add('server');
    }
    if (['attachment', 'reference'].includes(item.type) && item.required) needs.add('file or record');
    const isR4 = types.includes(item.type) && (item.linkId || !asks(item)) &&
      !Object.keys(item).some((key) => key.endsWith('Expression'));
    const choosesFromNothing = item.type === 'choice' && item.required && !set && !item.answerOption && !item.option;
    if (!isR4 || choosesFromNothing) needs.add('not R4');
  }
  const questions = itemsOf(form).filter(asks);
  if (questions.every((item) => ['attachment', 'reference'].includes(item.type))) needs.add('file or record');
  return { needs: [...needs].sort(), questions: questions.length };
}

// ---- the table ------------------------------------------------------------------------------------------------------------

// What was generated out of a resource's definition, and a dialect in which one package keeps its forms once more.
const isLeftOut = (form, path) => form.id === 'qs1' || path.includes('questionnaire_fce');

const forms = [];
const shapes = new Set();
for (const line of readFileSync(packagesFile, 'utf8').split('\n')) {
  if (!line || line.startsWith('#')) continue;
  for (const { path, form } of inFolder(join(folder, 'packages', line.replaceAll('/', '+')))) {
    const shape = itemsOf(form).map((item) => item.linkId).join('\n');
    if (isLeftOut(form, path) || shapes.has(shape)) continue;
    shapes.add(shape);
    const found = needsOf(form);
    if (found.questions > 0) forms.push({ from: line, name: form.id ?? basename(path), form, ...found });
  }
}

rmSync(join(folder, 'forms'), { recursive: true, force: true });
mkdirSync(join(folder, 'forms'));
forms.forEach((one, at) => {
  const file = join(folder, 'forms', `${at}-${one.name.replaceAll(/[^\w.-]/g, '_')}.json`);
  writeFileSync(file, JSON.stringify(one.form, null, 1));
  const run = spawnSync(anteroom, ['forms', 'import', file], { encoding: 'utf8', maxBuffer: 1 << 28 });
  one.crashed = ![0, 65].includes(run.status);
  one.result = one.crashed ? { refused: [{ linkId: '', feature: 'crash', message: run.stderr }] } : JSON.parse(run.stdout);
  one.refused = one.result.refused ?? [];
  one.features = [...new Set(one.refused.map((each) => each.feature))].sort();
});

const count = (list) => String(list.length).padStart(5);
console.log('package: forms, need nothing, of these ran, refused for');
for (const from of new Set(forms.map((one) => one.from))) {
  const own = forms.filter((one) => one.from === from);
  const plain = own.filter((one) => one.needs.length === 0);
  const features = new Map();
  for (const one of own) for (const feature of one.features) features.set(feature, (features.get(feature) ?? 0) + 1);
  console.log(`${count(own)}${count(plain)}${count(plain.filter((one) => one.refused.length === 0))}  ${from}  ` +
    [...features].map(([feature, times]) => `${feature} ${times}`).join(', '));
}
const plain = forms.filter((one) => one.needs.length === 0);
const ran = plain.filter((one) => one.refused.length === 0);
const shorter = ran.filter((one) => one.result.flattened.some((each) => each.what.includes('not asked')));
console.log(`\n${forms.length} forms; ${plain.length} need nothing, ${ran.length} of them ran ` +
  `(${(100 * ran.length / plain.length).toFixed(1)} %), ${shorter.length} without a question that cannot be asked`);
for (const one of plain.filter((each) => each.refused.length > 0))
  console.log(`  ${one.name}: ${one.refused[0].linkId}: ${one.refused[0].feature}: ${one.refused[0].message}`);
const bare = forms.filter((one) => one.refused.some((each) => !each.linkId && each.feature !== 'modifierExtension'));
console.log(`${forms.filter((one) => one.crashed).length} crashed; ${bare.length} refused without a linkId` +
  bare.map((one) => `\n  ${one.name}: ${one.refused.find((each) => !each.linkId).message}`).join(''));
process.exit(forms.some((one) => one.crashed) ? 1 : 0);
