/** What a model was asked, whatever the wire format. */
export type ModelQuestion = {
  readonly system: string;
  readonly user: string;
  /** Keys that the demanded form of the answer has; from the words when the request brings no form. */
  readonly keys: readonly string[];
  readonly structured: boolean;
};

type Json = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function toQuestion(system: string, user: string, schema: unknown): ModelQuestion {
  const properties = isObject(schema) && isObject(schema.properties) ? Object.keys(schema.properties) : null;
  const told = [...system.matchAll(/^- `([a-z-]+)`: /gm)].map((match) => match[1] ?? '');
  return {
    system,
    user,
    keys:
      properties?.filter((key) => key !== 'overall' && key !== 'summary') ??
      told.filter((key) => key !== 'overall'),
    structured: properties !== null,
  };
}

/** Strict modes of the real services refuse what is not closed and complete; so does this one. */
export function schemaFault(schema: unknown): string | null {
  if (!isObject(schema)) return 'schema must be an object';
  if (schema.type === 'array') return schemaFault(schema.items);
  if (schema.type !== 'object') return null;
  if (schema.additionalProperties !== false) return 'additionalProperties must be false';
  const properties = isObject(schema.properties) ? schema.properties : {};
  const required = Array.isArray(schema.required) ? schema.required : [];
  const missing = Object.keys(properties).find((key) => !required.includes(key));
  if (missing !== undefined) return `required must hold ${missing}`;
  for (const part of Object.values(properties)) {
    const fault = schemaFault(part);
    if (fault !== null) return fault;
  }
  return null;
}
