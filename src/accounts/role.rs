//! What users may do.

use std::fmt;
use std::str::FromStr;

/// What a user may do beyond reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Works with the lists of a school: materials, coverage of its modules.
    School,
    /// Decides on links between statements and on coverage.
    Expert,
    /// Handles recognition cases, which hold personal data.
    Officer,
    /// Keeps users and data; may do what everybody may, but does not read recognition cases.
    Admin,
}

impl Role {
    /// All roles, in the order in which they are listed.
    pub const ALL: [Self; 4] = [Self::School, Self::Expert, Self::Officer, Self::Admin];

    /// The code by which it is stored and given on the command line.
    pub const fn code(self) -> &'static str {
        match self {
            Self::School => "school",
            Self::Expert => "expert",
            Self::Officer => "officer",
            Self::Admin => "admin",
        }
    }

    const fn bit(self) -> u8 {
        1 << self as u8
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// A text that names no role.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no role; the roles are school, expert, officer and admin")]
pub struct UnknownRole(pub String);

impl FromStr for Role {
    type Err = UnknownRole;

    fn from_str(code: &str) -> Result<Self, UnknownRole> {
        Self::ALL
            .into_iter()
            .find(|role| role.code() == code)
            .ok_or_else(|| UnknownRole(code.to_owned()))
    }
}

/// The roles of a user: none, one or several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Roles(u8);

impl Roles {
    /// These roles.
    pub fn of(roles: &[Role]) -> Self {
        Self(roles.iter().fold(0, |bits, role| bits | role.bit()))
    }

    /// Whether the user was given this very role.
    pub fn holds(self, role: Role) -> bool {
        self.0 & role.bit() != 0
    }

    /// Whether the user may do what this role may: an administrator does all, but recognition cases are personal data
    /// and open only to officers.
    pub fn allow(self, role: Role) -> bool {
        self.holds(role) || (role != Role::Officer && self.holds(Role::Admin))
    }

    /// The roles, in the order of [`Role::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Role> {
        Role::ALL.into_iter().filter(move |role| self.holds(*role))
    }
}

/// Codes, joined by spaces.
impl fmt::Display for Roles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, role) in self.iter().enumerate() {
            let joint = if i == 0 { "" } else { " " };
            write!(f, "{joint}{role}")?;
        }
        Ok(())
    }
}

impl FromStr for Roles {
    type Err = UnknownRole;

    fn from_str(codes: &str) -> Result<Self, UnknownRole> {
        let roles: Result<Vec<Role>, _> = codes.split_whitespace().map(str::parse).collect();
        Ok(Self::of(&roles?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_read_as_they_are_printed() {
        for bits in 0..16 {
            let roles = Roles(bits);
            assert_eq!(roles.to_string().parse(), Ok(roles));
        }
        assert_eq!("boss".parse::<Role>(), Err(UnknownRole("boss".into())));
    }

    #[test]
    fn an_administrator_does_all_but_read_recognition_cases() {
        let admin = Roles::of(&[Role::Admin]);
        for role in [Role::School, Role::Expert, Role::Admin] {
            assert!(admin.allow(role), "{role}");
        }
        assert!(!admin.allow(Role::Officer));
        assert!(Roles::of(&[Role::Admin, Role::Officer]).allow(Role::Officer));
    }

    #[test]
    fn nobody_else_does_more_than_was_given() {
        let expert = Roles::of(&[Role::Expert]);
        let allowed: Vec<Role> = Role::ALL.into_iter().filter(|r| expert.allow(*r)).collect();
        assert_eq!(allowed, [Role::Expert]);
        assert!(!Role::ALL.into_iter().any(|r| Roles::default().allow(r)));
    }
}
