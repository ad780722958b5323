"""The trader register: names, unified social credit code, place, kind of trader (shop, platform, seller on a platform …)."""
