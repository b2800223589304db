import { describe, expect, it } from 'vitest';
import { sceneId } from '../../../testing/scene/identity.ts';
import { SCENE_ASSETS, SCENE_TAGS } from '../../../testing/scene/targets.ts';
import { tagOutcome } from './tag-outcome.ts';

const tags = new Map(SCENE_TAGS.map((tag) => [tag.id, tag]));
const [production, byNetwork, retired] = [sceneId(21, 1), sceneId(21, 2), sceneId(21, 5)];
const web = SCENE_ASSETS[0]!;

describe('tags of many assets', () => {
  it('are added to what people assigned, and rules are left alone', () => {
    expect(tagOutcome('add', web, [retired], tags)).toEqual({ kind: 'does', text: 'gets Retired', tagIds: [production, retired] });
    expect(web.tagIds).toContain(byNetwork);
  });

  it('are taken off where they are carried', () => {
    expect(tagOutcome('remove', web, [production, retired], tags)).toEqual({ kind: 'does', text: 'loses Production', tagIds: [] });
  });

  it('change nothing where there is nothing to change', () => {
    expect(tagOutcome('add', web, [production], tags).kind).toBe('nothing');
    expect(tagOutcome('remove', web, [retired], tags).kind).toBe('nothing');
  });
});
