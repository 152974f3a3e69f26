// graphql: cases after its src/__tests__; it refuses to be loaded twice, so CommonJS and ES module copies must not be mixed up.
const assert = require('node:assert/strict');
const {
  buildSchema,
  graphql,
  GraphQLError,
  introspectionFromSchema,
  parse,
  print,
  printSchema,
  validate,
} = require('graphql');

const SDL = `type Query {
  hero(episode: Episode = EMPIRE): Character
}

enum Episode {
  JEDI
  EMPIRE
}

interface Character {
  name: String!
}

type Droid implements Character {
  name: String!
  purpose: String
}`;

describe('graphql', () => {
  const schema = buildSchema(SDL);
  const rootValue = {
    hero: ({ episode }) => ({ __typename: 'Droid', name: `R2 of ${episode}`, purpose: () => 'beep' }),
  };
  const ask = (source) => graphql({ schema, source, rootValue });

  it('prints a schema as it was written', () => assert.equal(printSchema(schema), SDL));
  it('executes', async () => {
    const { data } = await ask('{ hero(episode: JEDI) { name ... on Droid { purpose } } }');
    assert.equal(JSON.stringify(data), '{"hero":{"name":"R2 of JEDI","purpose":"beep"}}');
  });
  it('takes defaults', async () => assert.equal((await ask('{ hero { name } }')).data.hero.name, 'R2 of EMPIRE'));
  it('reports syntax errors with their place', async () => {
    const { errors } = await ask('{ hero { }');
    assert.deepEqual(errors[0].locations, [{ line: 1, column: 10 }]);
    assert.ok(errors[0] instanceof GraphQLError);
  });
  it('validates', () => {
    const [error] = validate(schema, parse('{ hero { nme } }'));
    assert.equal(error.message, 'Cannot query field "nme" on type "Character". Did you mean "name"?');
  });
  it('prints what it parsed', () =>
    assert.equal(
      print(parse('query Q($a:Int=1){f(x:$a)@include(if:true)}')),
      'query Q($a: Int = 1) {\n  f(x: $a) @include(if: true)\n}',
    ));
  it('introspects', () => {
    const { __schema } = introspectionFromSchema(schema);
    assert.deepEqual(
      __schema.types.filter(({ kind }) => kind === 'ENUM').map(({ name }) => name),
      ['Episode', '__TypeKind', '__DirectiveLocation'],
    );
  });
});
