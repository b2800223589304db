import { ForeignText } from '../text/foreign-text.tsx';
import './image.css';

/** `registry.corp.example/pay/` and `api`: the way to it stands back behind the name. */
function splitName(name: string): readonly [way: string, last: string] {
  const cut = name.lastIndexOf('/') + 1;
  return [name.slice(0, cut), name.slice(cut)];
}

/** The repository of an image: its last part is what people look for. */
export function ImageName({ name }: { readonly name: string }) {
  const [way, last] = splitName(name);
  return (
    <span className="image-name" title={name}>
      {way !== '' && <ForeignText className="image-way">{way}</ForeignText>}
      <ForeignText className="image-last">{last}</ForeignText>
    </span>
  );
}
