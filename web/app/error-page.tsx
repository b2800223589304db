import { Button } from '@mantine/core';
import { type ErrorComponentProps, Link } from '@tanstack/react-router';
import { toProblem } from '../api/problem.ts';
import './plain-page.css';

/** A route failed: what is wrong, under which reference, and what would do. */
export function ErrorPage({ error, reset }: ErrorComponentProps) {
  const problem = toProblem(error);
  return (
    <main className="plain-page">
      <h1>This page could not be shown</h1>
      <p>{problem.message}</p>
      {problem.reference !== undefined && <p className="meta">Reference {problem.reference}</p>}
      <div className="plain-actions">
        <Button onClick={reset}>Try again</Button>
        <Button variant="default" component={Link} to="/">
          Open the overview
        </Button>
      </div>
    </main>
  );
}
