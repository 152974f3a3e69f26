import type { Shape } from './missing.mts';
import { type Label, join } from './join.mts';

export class Thing implements Shape {
  private readonly name: string;
  declare readonly never?: string;
  constructor(name: string) {
    this.name = name;
  }
  label(this: Thing): Label {
    return join(this.name!, 'y') as Label;
  }
}
