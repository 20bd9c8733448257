import { withoutEntities } from './html-text.js';

describe('a text that was escaped for HTML', () => {
  it.each([
    ['Law.&amp;.Order.S01E02', 'Law.&.Order.S01E02'],
    ['Law &AMP; Order', 'Law & Order'],
    ['Law &#38; Order', 'Law & Order'],
    ['Law &#x26; Order', 'Law & Order'],
    ['Law &amp;amp; Order', 'Law & Order'],
    ['Law &amp;amp;amp; Order', 'Law & Order'],
    ['Law&nbsp;&amp;&nbsp;Order', 'Law & Order'],
    ['Grey&#39;s Anatomy S01E01', "Grey's Anatomy S01E01"],
    ['Grey&#039;s Anatomy', "Grey's Anatomy"],
    ['Grey&apos;s Anatomy', "Grey's Anatomy"],
    ['Grey&rsquo;s Anatomy', 'Grey’s Anatomy'],
    ['Grey&amp;#39;s Anatomy', "Grey's Anatomy"],
    ['&quot;Film&quot; &lt;2019&gt;', '"Film" <2019>'],
    ['Pok&eacute;mon', 'Pokémon'],
    ['&#128512;', '😀'],
  ])('%s is %s', (text, plain) => {
    expect(withoutEntities(text)).toBe(plain);
  });

  it.each([
    'AT&T',
    'R&D; Lab',
    'Law &order',
    'Law&Order;Criminal',
    'A & B;',
    '&;',
    '&#;',
    '&#x;',
    '&amp',
    '&#39',
    '&copy 2019',
    'a;b&c',
  ])('leaves %s as it is', (text) => {
    expect(withoutEntities(text)).toBe(text);
  });
});
