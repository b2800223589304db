/**
 * Places that people know by another name than the city of the id: states of federal countries, island groups, and names that an
 * id cannot spell. Everything else is the city: `Europe/Berlin` → Berlin.
 */
const PLACES: Readonly<Record<string, string>> = {
  'America/Los_Angeles': 'California',
  'America/Chicago': 'Illinois',
  'America/Denver': 'Colorado',
  'America/Phoenix': 'Arizona',
  'America/Detroit': 'Michigan',
  'America/Boise': 'Idaho',
  'America/Anchorage': 'Alaska',
  'America/Adak': 'Aleutian Islands',
  'America/Menominee': 'Menominee, Michigan',
  'Pacific/Honolulu': 'Hawaii',
  'America/St_Johns': 'Newfoundland',
  'America/Halifax': 'Nova Scotia',
  'America/Moncton': 'New Brunswick',
  'America/Goose_Bay': 'Labrador',
  'America/Toronto': 'Ontario',
  'America/Winnipeg': 'Manitoba',
  'America/Edmonton': 'Alberta',
  'America/Vancouver': 'British Columbia',
  'America/Whitehorse': 'Yukon',
  'Australia/Sydney': 'New South Wales',
  'Australia/Melbourne': 'Victoria',
  'Australia/Brisbane': 'Queensland',
  'Australia/Adelaide': 'South Australia',
  'Australia/Darwin': 'Northern Territory',
  'Australia/Perth': 'Western Australia',
  'Australia/Hobart': 'Tasmania',
  'Australia/Lindeman': 'Whitsunday Islands',
  'Australia/Lord_Howe': 'Lord Howe Island',
  'Antarctica/Macquarie': 'Macquarie Island',
  'America/Noronha': 'Fernando de Noronha',
  'America/Sao_Paulo': 'São Paulo',
  'America/Belem': 'Belém',
  'America/Cuiaba': 'Cuiabá',
  'America/Maceio': 'Maceió',
  'America/Araguaina': 'Araguaína',
  'America/Argentina/Cordoba': 'Córdoba',
  'America/Argentina/Tucuman': 'Tucumán',
  'America/Argentina/Rio_Gallegos': 'Río Gallegos',
  'America/Bogota': 'Bogotá',
  'America/Asuncion': 'Asunción',
  'America/Cancun': 'Cancún',
  'America/Merida': 'Mérida',
  'America/Ciudad_Juarez': 'Ciudad Juárez',
  'America/Bahia_Banderas': 'Bahía de Banderas',
  'America/Port-au-Prince': 'Port-au-Prince',
  'Atlantic/Azores': 'Azores',
  'Atlantic/Madeira': 'Madeira Islands',
  'Atlantic/Canary': 'Canary Islands',
  'Atlantic/Faroe': 'Tórshavn',
  'Pacific/Easter': 'Easter Island',
  'Pacific/Galapagos': 'Galápagos Islands',
  'Pacific/Chatham': 'Chatham Islands',
  'Pacific/Marquesas': 'Marquesas Islands',
  'Pacific/Gambier': 'Gambier Islands',
  'Pacific/Noumea': 'Nouméa',
  'Europe/Chisinau': 'Chișinău',
};

const inWords = (segment: string): string => segment.replaceAll('_', ' ').replace(/^St /, 'St. ');

/** The city of the id, in words: `America/Indiana/Tell_City` → Tell City. */
export const zoneCity = (id: string): string => inWords(id.slice(id.lastIndexOf('/') + 1));

/** The place a zone is shown by. A county of a state carries the state: `Tell City, Indiana`. */
export function zonePlace(id: string): string {
  const known = PLACES[id];
  if (known !== undefined) return known;
  const [, state, city] = id.split('/');
  return city === undefined || state === undefined || state === 'Argentina' ? zoneCity(id) : `${inWords(city)}, ${inWords(state)}`;
}
