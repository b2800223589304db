import { actorOf, type Implementer } from '../../http/implement.ts';
import type { CalendarService } from './service.ts';

export const calendarRoutes = (i: Implementer, calendar: CalendarService) =>
  i.calendar.router({ list: i.calendar.list.handler(({ context, input }) => calendar.list(actorOf(context), input)) });
