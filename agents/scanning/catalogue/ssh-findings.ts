import { findingKinds } from './finding-kind.ts';

/** What an SSH server offers before anyone signs in. */
export const SSH_FINDINGS = findingKinds({
  'ssh-protocol-1': {
    severity: 4,
    title: 'SSH protocol version 1 is offered',
    solution: 'Switch protocol 1 off: sessions can be changed and read by an attacker on the way. Replace servers that know nothing newer.',
  },
  'ssh-weak-key-exchange': {
    severity: 3,
    title: 'Weak SSH key exchange is offered',
    solution: 'Remove the named methods (sshd_config: KexAlgorithms): groups of 1024 bits or less, or SHA-1.',
  },
  'ssh-weak-host-key': {
    severity: 2,
    title: 'Weak SSH host key algorithm is offered',
    solution: 'Remove ssh-dss and ssh-rsa (sshd_config: HostKeyAlgorithms): DSA keys have 1024 bits, ssh-rsa signs with SHA-1.',
  },
  'ssh-weak-cipher': {
    severity: 3,
    title: 'Weak SSH cipher is offered',
    solution: 'Remove the named ciphers (sshd_config: Ciphers): no encryption, RC4, 64-bit blocks or CBC mode.',
  },
  'ssh-weak-mac': {
    severity: 2,
    title: 'Weak SSH message authentication is offered',
    solution: 'Remove the named algorithms (sshd_config: MACs): MD5, or tags of 96 bits or less.',
  },
  'ssh-terrapin': {
    severity: 3,
    title: 'SSH allows prefix truncation (Terrapin)',
    solution:
      'Update the server to a version with strict key exchange (OpenSSH 9.6 or a patched package), or remove ChaCha20-Poly1305 and CBC with encrypt-then-MAC.',
    cves: ['CVE-2023-48795'],
  },
});
