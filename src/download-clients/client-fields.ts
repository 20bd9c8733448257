import { type SettingField } from './client-type.js';

/** Fields that several types have, in the same words. */

export const urlField = (example: string): SettingField => ({
  name: 'url',
  label: 'Address',
  kind: 'url',
  required: true,
  help: `Where its interface answers, as ${example}.`,
});

export const usernameField = (help = 'Empty where it asks for none.'): SettingField => ({
  name: 'username',
  label: 'User name',
  kind: 'text',
  required: false,
  help,
});

export const passwordField = ({
  label = 'Password',
  required = false,
  help = 'Empty where it asks for none.',
} = {}): SettingField => ({ name: 'password', label, kind: 'secret', required, help });

export const apiKeyField = ({ required = true, help }: { required?: boolean; help: string }): SettingField => ({
  name: 'apiKey',
  label: 'API key',
  kind: 'secret',
  required,
  help,
});

export const categoryField = (help: string): SettingField => ({
  name: 'category',
  label: 'Category',
  kind: 'text',
  required: false,
  help,
});

export const downloadDirField = (help: string): SettingField => ({
  name: 'downloadDir',
  label: 'Download folder',
  kind: 'folder',
  required: false,
  help,
});
