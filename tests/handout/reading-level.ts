/**
 * Flesch-Kincaid grade (Kincaid 1975): 0.39 words per sentence + 11.8 syllables per word − 15.59. Syllables are counted by
 * groups of vowels, with a silent "e" at the end taken off.
 */
export function readingGrade(text: string): number {
  const sentences = text.split(/[.!?]+(?:\s|$)/).filter((part) => /[a-z]/i.test(part)).length;
  const words = text.match(/[A-Za-z]+(?:['’-][A-Za-z]+)*/g) ?? [];
  const syllables = words.reduce((sum, word) => sum + syllablesOf(word), 0);
  return (0.39 * words.length) / sentences + (11.8 * syllables) / words.length - 15.59;
}

function syllablesOf(word: string): number {
  const plain = word.toLowerCase().replace(/[^a-z]/g, "");
  const groups = plain.replace(/(?:[^laeiouy]es|[^aeiouyd]ed|[^laeiouy]e)$/, (end) => end[0] ?? "").match(/[aeiouy]+/g) ?? [];
  return Math.max(1, groups.length);
}
