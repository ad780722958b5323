"""The administration pages of bodies, people, accounts, roles and regions, under /console/admin/."""
