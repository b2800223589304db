import './page.css';

/** The mark and the name. */
export function Brand({ size = 22 }: { readonly size?: number }) {
  return (
    <span className="brand">
      <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
        <rect width="24" height="24" rx="5" className="brand-field" />
        <g fill="#fff">
          <rect x="5" y="6" width="8" height="2.8" rx="1.4" />
          <rect x="9" y="10.6" width="10" height="2.8" rx="1.4" />
          <rect x="6" y="15.2" width="9" height="2.8" rx="1.4" />
        </g>
      </svg>
      Watchbill
    </span>
  );
}
