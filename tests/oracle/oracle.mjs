// Compares what Anteroom reckons with what fhirpath.js makes of the same expressions on the same responses.
//   node oracle.mjs RUN_FORMS FORM.json…
// RUN_FORMS is tests/oracle/run_forms.cpp: it takes a form and a line of answers at a time, and writes what `anteroom
// forms run` does. Every difference is printed with its expression; the exit code is 1 when there is one.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const require = createRequire(process.env.ANTEROOM_ORACLE_MODULES + '/');
const fhirpath = require('fhirpath');
const model = require('fhirpath/fhir-context/r4');

const responsesAForm = Number(process.env.ANTEROOM_ORACLE_RESPONSES ?? 150);
const [runForms, ...formFiles] = process.argv.slice(2);
const sdc = 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-';

// The same numbers every time (mulberry32).
function randomNumbers(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const words = ['ache', 'Back', 'e', 'neck pain', 'Zähne', 'The neck aches', 'over there', 'Ache'];
const digits = ['12', '-3', '4.5', 'x', '007', '+8', '1.', ''];

function randomAnswer(item, random) {
  const below = (count) => Math.floor(random() * count);
  const day = () => {
    const two = (number) => String(number).padStart(2, '0');
    return `${1930 + below(100)}-${two(1 + below(12))}-${two(1 + below(28))}`;
  };
  switch (item.type) {
    case 'choice': return item.answerOption[below(item.answerOption.length)].valueCoding.code;
    case 'boolean': return random() < 0.5;
    case 'integer': return item.linkId === 'n' ? below(121) - 20 : item.linkId === 'age' ? 20 + below(60) : item.linkId === 'pressure' ? 90 + below(90) : below(11);
    case 'decimal': return (item.linkId === 'kg' ? 300 + below(1200) : item.linkId === 'cm' ? 1200 + below(800) : 100 + below(300)) / 10;
    case 'date': return day();
    case 'time': return `0${below(10)}:${10 + below(50)}:00`;
    case 'text': return words[below(words.length)] + ' ' + words[below(words.length)];
    default: return (item.linkId === 'digits' ? digits : words)[below(item.linkId === 'digits' ? digits.length - 1 : words.length)];
  }
}

// Answers in the short form; about a fifth of the questions is skipped.
function randomAnswers(items, random, answers = {}) {
  const skipped = random() < 0.3 ? 0 : 0.2;
  for (const item of items) {
    if (item.readOnly) continue;
    if (item.type === 'group' && item.repeats) {
      const copies = Math.floor(random() * 4);
      if (copies > 0) answers[item.linkId] = Array.from({ length: copies }, () => randomAnswers(item.item, random));
      continue;
    }
    if (item.type !== 'group' && random() >= skipped) {
      answers[item.linkId] = item.repeats
        ? [...new Set(Array.from({ length: 1 + Math.floor(random() * 3) }, () => randomAnswer(item, random)))]
        : randomAnswer(item, random);
    }
    randomAnswers(item.item ?? [], random, answers);
  }
  return answers;
}

const extensionsOf = (element, url) => (element.extension ?? []).filter((one) => one.url === url);
const expressionOf = (item, name) => extensionsOf(item, sdc + name)[0]?.valueExpression.expression;
const variablesOf = (element) =>
  extensionsOf(element, 'http://hl7.org/fhir/StructureDefinition/variable').map((one) => one.valueExpression);

// A value in a shape that both sides share.
function plain(value) {
  if (value === null || value === undefined) return null;
  if (typeof value === 'object') {
    if ('code' in value && !('value' in value)) return value.code;
    if (typeof value.toNumber === 'function') return value.toNumber();
    if ('value' in value && 'unit' in value) return `${value.value} ${value.unit}`;
    return String(value.asStr ?? value);
  }
  return typeof value === 'bigint' ? Number(value) : value;
}

function same(ours, theirs) {
  if (ours.length !== theirs.length) return false;
  return ours.every((one, at) => {
    const other = theirs[at];
    if (typeof one === 'number' && typeof other === 'number') {
      return Math.abs(one - other) <= 1e-8 * Math.max(1, Math.abs(one), Math.abs(other));
    }
    return one === other || (typeof one === 'string' && typeof other === 'number' && Number(one) === other);
  });
}

class Comparison {
  constructor(form) {
    this.form = form;
    this.compared = 0;
    this.withValue = 0;
    this.seen = new Set();
    this.differences = [];
  }

  evaluate(expression, node, path, environment, resolveInternalTypes = true) {
    const based = path ? { base: path, expression } : expression;
    return fhirpath.evaluate(node, based, environment, model, { resolveInternalTypes, preciseMath: true });
  }

  withVariables(element, node, path, environment) {
    const extended = { ...environment };
    for (const { name, expression } of variablesOf(element)) {
      try {
        extended[name] = this.evaluate(expression, node, path, extended, false);
      } catch {
        extended[name] = [];
      }
    }
    return extended;
  }

  run(line, response, enabled) {
    this.line = line;
    const environment = { resource: response, questionnaire: this.form };
    this.items(this.form.item, response, this.withVariables(this.form, response, null, environment), enabled, true);
  }

  // `parent` is the response's element that holds the items below.
  items(items, parent, environment, enabled, certain) {
    for (const item of items ?? []) {
      const found = (parent.item ?? []).filter((one) => one.linkId === item.linkId);
      const nodes = found.length > 0 ? found : [{ linkId: item.linkId }];
      for (const node of nodes) {
        const path = 'QuestionnaireResponse.item';
        const inside = this.withVariables(item, node, path, { ...environment, qitem: item });
        const condition = expressionOf(item, 'enableWhenExpression');
        if (condition && certain) this.condition(item, condition, node, inside, enabled);
        if (!enabled.has(item.linkId)) continue;
        const calculated = expressionOf(item, 'calculatedExpression');
        if (calculated) this.calculation(item, calculated, node, inside);
        const holder = node.answer?.[0]?.item ? node.answer[0] : node;
        this.items(item.item, holder, inside, enabled, certain && !item.repeats);
      }
    }
  }

  theirs(expression, node, environment) {
    try {
      // An answer cannot be an empty text.
      return this.evaluate(expression, node, 'QuestionnaireResponse.item', environment)
        .map(plain).filter((one) => one !== '');
    } catch (error) {
      this.lastError = error.message;
      return [];
    }
  }

  condition(item, expression, node, environment, enabled) {
    const theirs = this.theirs(expression, node, environment)[0] === true;
    this.note(item, expression, [enabled.has(item.linkId)], [theirs]);
  }

  calculation(item, expression, node, environment) {
    const ours = (node.answer ?? []).map((answer) =>
      plain(answer[Object.keys(answer).find((key) => key.startsWith('value'))]));
    this.note(item, expression, ours, this.theirs(expression, node, environment));
  }

  note(item, expression, ours, theirs) {
    ++this.compared;
    if (ours.length > 0) {
      ++this.withValue;
      this.seen.add(item.linkId);
    }
    if (same(ours, theirs)) return;
    this.differences.push({ linkId: item.linkId, expression, ours, theirs, answers: this.line });
  }
}

let failed = false;
for (const file of formFiles) {
  const form = JSON.parse(readFileSync(file, 'utf8'));
  const random = randomNumbers(20261123);
  const lines = Array.from({ length: responsesAForm }, () => JSON.stringify({ answers: randomAnswers(form.item, random) }));
  const run = spawnSync(runForms, [file], { input: lines.join('\n') + '\n', encoding: 'utf8', maxBuffer: 1 << 28 });
  if (run.status !== 0) {
    console.log(`${form.id}: ${runForms} ended with ${run.status}\n${run.stderr}${run.stdout.slice(0, 2000)}`);
    failed = true;
    continue;
  }
  const comparison = new Comparison(form);
  const results = run.stdout.trimEnd().split('\n');
  if (results.length !== lines.length) throw new Error(`${form.id}: ${results.length} results for ${lines.length} answers`);
  results.forEach((text, at) => {
    const result = JSON.parse(text);
    if (result.error) throw new Error(`${form.id}: ${text} for ${lines[at]}`);
    comparison.run(lines[at], result.response, new Set(result.enabled));
  });
  const expressions = new Set();
  (function count(items) {
    for (const item of items ?? []) {
      if (expressionOf(item, 'calculatedExpression')) expressions.add(item.linkId);
      count(item.item);
    }
  })(form.item);
  const silent = [...expressions].filter((linkId) => !comparison.seen.has(linkId));
  console.log(`${form.id}: ${lines.length} responses, ${comparison.compared} results compared, ${comparison.withValue} of them not empty, ${comparison.differences.length} differ`);
  const shown = new Map();
  for (const difference of comparison.differences) if (!shown.has(difference.linkId)) shown.set(difference.linkId, difference);
  for (const { linkId, expression, ours, theirs, answers } of shown.values()) {
    console.log(`  ${linkId}: ${expression}\n    Anteroom: ${JSON.stringify(ours)}\n    fhirpath: ${JSON.stringify(theirs)}\n    ${answers}`);
  }
  // An expression that never has a result proves nothing.
  for (const linkId of silent) console.log(`  ${linkId} never had a result`);
  failed ||= comparison.differences.length > 0 || silent.length > 0;
}
process.exit(failed ? 1 : 0);
