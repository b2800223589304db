import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import './plain-page.css';

/** No such address; or something that is not there for this person. */
export function NotFoundPage() {
  return (
    <main className="plain-page">
      <h1>There is nothing here</h1>
      <p>The address is wrong, or what it named is gone or outside what you may see.</p>
      <div className="plain-actions">
        <Button component={Link} to="/">
          Open the overview
        </Button>
      </div>
    </main>
  );
}
