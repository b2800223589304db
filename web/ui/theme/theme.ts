import { createTheme, type MantineColorsTuple } from '@mantine/core';

const signal: MantineColorsTuple = [
  '#eef3ff',
  '#dbe5ff',
  '#b7cbff',
  '#8fb0ff',
  '#6a92f5',
  '#4f7bea',
  '#3d66e0',
  '#2b57d9',
  '#2450c8',
  '#1c3f9f',
];
const gray: MantineColorsTuple = [
  '#f9fafb',
  '#f3f5f8',
  '#e3e7ed',
  '#cbd2dc',
  '#b4bfcc',
  '#8791a1',
  '#646e7d',
  '#4a5361',
  '#2b323d',
  '#14181f',
];
const dark: MantineColorsTuple = [
  '#e7eaf0',
  '#b4bcc8',
  '#8e98a7',
  '#5f6a7a',
  '#323a46',
  '#232932',
  '#191e26',
  '#101318',
  '#0e1116',
  '#0b0d11',
];

const SANS = '"Inter Variable", system-ui, "Segoe UI", sans-serif';
const MONO = '"JetBrains Mono Variable", ui-monospace, "DejaVu Sans Mono", monospace';

/** Small controls everywhere: 30 px, 36 on sign-in, 40 on phones (see controls.css). */
const SMALL = { defaultProps: { size: 'xs' } } as const;

export const theme = createTheme({
  colors: { signal, gray, dark },
  primaryColor: 'signal',
  primaryShade: { light: 7, dark: 6 },
  white: '#ffffff',
  black: '#14181f',
  fontFamily: SANS,
  fontFamilyMonospace: MONO,
  headings: { fontFamily: SANS, fontWeight: '600' },
  fontSizes: { xs: '13px', sm: '13px', md: '13px', lg: '14px', xl: '18px' },
  lineHeights: { xs: '1.385', sm: '1.385', md: '1.385', lg: '1.43', xl: '1.45' },
  radius: { xs: '3px', sm: '4px', md: '5px', lg: '8px', xl: '8px' },
  defaultRadius: 'md',
  spacing: { xs: '6px', sm: '8px', md: '12px', lg: '16px', xl: '20px' },
  breakpoints: { xs: '30em', sm: '47.5em', md: '62em', lg: '75em', xl: '90em' },
  shadows: { xs: 'none', sm: 'none', md: 'var(--shadow)', lg: 'var(--shadow)', xl: 'var(--shadow)' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: SMALL,
    TextInput: SMALL,
    PasswordInput: SMALL,
    Textarea: SMALL,
    NumberInput: SMALL,
    Select: SMALL,
    MultiSelect: SMALL,
    TagsInput: SMALL,
    Autocomplete: SMALL,
    Checkbox: SMALL,
    Radio: SMALL,
    Switch: SMALL,
    SegmentedControl: SMALL,
    Input: SMALL,
    // The options of a closed menu are not drawn: a form has dozens of menus, one of them with all time zones.
    Combobox: { defaultProps: { keepMounted: false } },
    Tooltip: { defaultProps: { openDelay: 250, withArrow: false, multiline: true, events: { hover: true, focus: true, touch: true } } },
    Modal: { defaultProps: { radius: 'lg', transitionProps: { duration: 160 }, overlayProps: { backgroundOpacity: 0.4 } } },
    Drawer: { defaultProps: { transitionProps: { duration: 160 }, overlayProps: { backgroundOpacity: 0.4 } } },
    Popover: { defaultProps: { shadow: 'md', radius: 'lg', transitionProps: { duration: 160 } } },
    Menu: { defaultProps: { shadow: 'md', radius: 'lg', transitionProps: { duration: 120 } } },
  },
});
