import { decodeAnswer, encodeCall } from './xml-rpc.js';

const answer = (value: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\r\n<methodResponse>\r\n<params>\r\n<param>${value}</param>\r\n</params>\r\n</methodResponse>\r\n`;

describe('XML-RPC', () => {
  it('writes a call', () =>
    expect(encodeCall('load.raw', ['', Buffer.from('d4:infoe'), 'a<b & "c"\u0001', 7, [{ x: 'y' }]])).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<methodCall><methodName>load.raw</methodName><params>' +
        '<param><value><string></string></value></param><param><value><base64>ZDQ6aW5mb2U=</base64></value></param>' +
        '<param><value><string>a&lt;b &amp; "c"</string></value></param><param><value><i8>7</i8></value></param>' +
        '<param><value><array><data><value><struct><member><name>x</name><value><string>y</string></value></member></struct></value></data></array></value></param>' +
        '</params></methodCall>',
    ));

  it.each([
    ['<value><string>0.9.8</string></value>', '0.9.8'],
    ['<value>no type</value>', 'no type'],
    ['<value><string></string></value>', ''],
    ['<value><string>Good ü &lt;&amp;&gt; ☃</string></value>', 'Good ü <&> ☃'],
    ['<value><string>Bad\u0001name\ufffd</string></value>', 'Bad\u0001name\ufffd'],
    ['<value><i8>5000000000</i8></value>', 5_000_000_000],
    ['<value><i4>-501</i4></value>', -501],
    ['<value><boolean>1</boolean></value>', true],
    ['<value><base64>aGk=</base64></value>', Buffer.from('hi')],
    ['<value><nil/></value>', null],
    ['<value><array><data></data></array></value>', []],
    [
      '<value><array><data>\r\n<value><array><data>\r\n<value><string>A</string></value>\r\n<value><i8>0</i8></value>\r\n</data></array></value>\r\n</data></array></value>',
      [['A', 0]],
    ],
    [
      '<value><struct><member><name>faultCode</name>\r\n<value><i4>1</i4></value></member><member><name>b</name><value>c</value></member></struct></value>',
      { faultCode: 1, b: 'c' },
    ],
  ])('reads %s', (value, read) => expect(decodeAnswer(answer(value))).toEqual({ value: read }));

  it('reads a fault', () =>
    expect(
      decodeAnswer(
        '<methodResponse><fault>\r\n<value><struct>\r\n<member><name>faultCode</name>\r\n<value><i4>-501</i4></value></member>\r\n<member><name>faultString</name>\r\n<value><string>Could not find info-hash.</string></value></member>\r\n</struct></value>\r\n</fault></methodResponse>',
      ),
    ).toEqual({ fault: { code: -501, message: 'Could not find info-hash.' } }));

  it.each([
    ['', 'nothing'],
    ['<html>a router</html>', 'a page'],
    ['{"result": {}}', 'other data'],
    [answer('<value><string>x</string></value>').slice(0, -8), 'what ends too early'],
    [answer('<value><array><data><value>x</value>').slice(0, -60), 'what ends within a list'],
    [answer(''), 'an answer without a value'],
  ])('takes %j for none: %s', (body) => expect(decodeAnswer(body)).toBeNull());
});
