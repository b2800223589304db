import type { BusinessUnit } from '#contract/business-units';
import type { Column, RowCard } from '../../../ui/table/columns.ts';
import { formatNumber } from '../../../ui/time/format-duration.ts';

const SHOWN = 3;

/** The first few networks; without any the unit is not limited. */
export function networksText({ networks }: Pick<BusinessUnit, 'networks'>): string {
  if (networks.length === 0) return 'Not limited';
  const more = networks.length - SHOWN;
  return `${networks.slice(0, SHOWN).join(', ')}${more > 0 ? ` and ${formatNumber(more)} more` : ''}`;
}

const counted = (count: number, one: string, many: string) => `${formatNumber(count)} ${count === 1 ? one : many}`;
export const peopleText = ({ people }: BusinessUnit) => counted(people, 'person', 'people');
export const schedulesText = ({ schedules }: BusinessUnit) => counted(schedules, 'schedule', 'schedules');

export const UNIT_COLUMNS: readonly Column<BusinessUnit>[] = [
  {
    key: 'name',
    head: 'Business unit',
    cell: (unit) => (
      <span className="two-lines">
        <span className="cell-name truncate">{unit.name}</span>
        <span className="meta truncate">{networksText(unit)}</span>
      </span>
    ),
  },
  {
    key: 'people',
    head: 'People',
    width: '100px',
    align: 'right',
    cell: ({ people }) => <span className="tabular">{formatNumber(people)}</span>,
  },
  {
    key: 'schedules',
    head: 'Schedules',
    width: '110px',
    align: 'right',
    cell: ({ schedules }) => <span className="tabular">{formatNumber(schedules)}</span>,
  },
];

export const unitCard = (unit: BusinessUnit): RowCard => ({
  title: unit.name,
  aside: <span className="tabular nowrap">{peopleText(unit)}</span>,
  line: <span className="truncate">{networksText(unit)}</span>,
  meta: schedulesText(unit),
});
