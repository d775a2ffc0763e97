"""What is said of who may see and do what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class AccessStrings:
    """Words of the login page, and of the line that says who is logged in.

    :ivar banner: said on every screen while anybody at this machine is taken for its owner; ``banner_shared`` where
        a server was forced open to others.
    :ivar wait: with ``{seconds}``.
    """

    title: str
    advice: str
    name_label: str
    password_label: str
    log_in: str
    log_out: str
    wrong: str
    wait: str
    too_long: str
    keeper: str
    reader: str
    banner: str
    banner_shared: str
    not_allowed: str


CHINESE: Final = AccessStrings(
    title="登录",
    advice="请用管理员给您的用户名和密码登录。忘记密码时，请管理员重新设置。",
    name_label="用户名",
    password_label="密码",  # noqa: S106 - what the box is called
    log_in="登录",
    log_out="退出登录",
    wrong="用户名或密码不对。",
    wait="失败次数过多，请在 {seconds} 秒后再试。",
    too_long="用户名或密码过长。",
    keeper="维护人员",
    reader="查阅人员",
    banner="未设登录：在这台计算机上打开本页的人，都能查看全部文件并维护文件库。",
    banner_shared="未设登录：能连到这台服务器的人，都能查看公开的文件。",
    not_allowed="您的角色不能进行这项操作。",
)


ENGLISH: Final = AccessStrings(
    title="Log in",
    advice="Use the name and the password that the administrator gave you. Whoever forgets a password asks the "
    "administrator for a new one.",
    name_label="Name",
    password_label="Password",  # noqa: S106 - what the box is called
    log_in="Log in",
    log_out="Log out",
    wrong="The name or the password is wrong.",
    wait="Too many failures. Try again in {seconds} seconds.",
    too_long="The name or the password is too long.",
    keeper="keeper",
    reader="reader",
    banner="No login is set up: whoever opens this page on this machine sees every document, and can change what "
    "is held.",
    banner_shared="No login is set up: whoever reaches this server sees the public documents.",
    not_allowed="Your role does not allow this.",
)
