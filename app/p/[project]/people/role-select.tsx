import { useTranslations } from 'next-intl'
import type { Role } from '@/lib/ui/shell/navigation'

const roles: readonly Role[] = ['rater', 'reviewer', 'admin']

const isRole = (value: string): value is Role => roles.some((role) => role === value)

interface RoleSelectProps {
  /** Read out: whose role it is. */
  label: string
  value: Role
  onChange: (role: Role) => void
}

/** A role within a row, where a field with its label above would be too much. */
export function RoleSelect({ label, value, onChange }: RoleSelectProps) {
  const t = useTranslations('people.role')
  return (
    <select
      aria-label={label}
      value={value}
      onChange={({ target }) => isRole(target.value) && onChange(target.value)}
      className="min-h-8 rounded-m bg-transparent px-1 hover:bg-hover [@media(pointer:coarse)]:min-h-11"
    >
      {roles.map((role) => (
        <option key={role} value={role}>
          {t(role)}
        </option>
      ))}
    </select>
  )
}
