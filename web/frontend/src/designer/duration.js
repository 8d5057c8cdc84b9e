// "2 hari" <-> P2D: a time standard as people write it, and as the file keeps it.
const UNITS = { id: { W: 'minggu', D: 'hari', H: 'jam', M: 'menit' }, en: { W: 'weeks', D: 'days', H: 'hours', M: 'minutes' } };
const LETTERS = [
  [/^(minggu|pekan|weeks?)$/, 'W'],
  [/^(hari|days?)$/, 'D'],
  [/^(jam|hours?)$/, 'H'],
  [/^(menit|mnt|minutes?)$/, 'M'],
];
const ISO = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?)?$/;

export const language = document.documentElement.lang.startsWith('en') ? 'en' : 'id';

// As words; what is no duration stays as it is written.
export function described(iso) {
  const match = ISO.exec(iso ?? '');
  if (!match || !/\d/.test(iso)) return iso ?? '';
  return ['W', 'D', 'H', 'M']
    .map((letter, index) => [match[index + 1], letter])
    .filter(([count]) => count)
    .map(([count, letter]) => `${Number(count)} ${UNITS[language][letter]}`)
    .join(' ');
}

// As ISO 8601, '' for nothing, undefined for what is no duration.
export function parsed(text) {
  const cleaned = text.trim().toLowerCase().replace(/\.$/, '');
  if (!cleaned) return '';
  if (ISO.test(cleaned.toUpperCase()) && /\d/.test(cleaned)) return cleaned.toUpperCase();
  const parts = [...cleaned.matchAll(/(\d+)\s*([a-z]+)/g)];
  if (!parts.length || cleaned.replace(/(\d+)\s*([a-z]+)/g, '').trim()) return undefined;
  const counts = {};
  for (const [, count, word] of parts) {
    const letter = LETTERS.find(([pattern]) => pattern.test(word))?.[1];
    if (!letter || letter in counts) return undefined;
    counts[letter] = Number(count);
  }
  return written(counts);
}

function written(counts) {
  const part = (letter) => (counts[letter] ? `${counts[letter]}${letter}` : '');
  const clock = part('H') + part('M');
  const iso = `P${part('W')}${part('D')}${clock ? `T${clock}` : ''}`;
  return iso === 'P' ? undefined : iso;
}
